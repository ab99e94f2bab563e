import { documentKind, personDisagreement, personFaceFields } from '../document-kind.ts';

type HeldClass = { class: string; issuedAt: string; expiresAt: string | null };

/** States in which the holder may not drive under the licence, for now or for good. */
const withdrawn = new Set(['withheld', 'revoked', 'points_exhausted']);

/**
 * Driving licence (giấy phép lái xe). Each class has its own end, motorcycles none; the licence is in force while one
 * class is. Without points nobody may drive under it.
 *
 * @see Law 36/2024/QH15 on road traffic order and safety, articles 57 and 58
 */
export const drivingLicence = documentKind({
  code: 'DRIVING_LICENCE',
  name: { vi: 'Giấy phép lái xe', en: 'Driving licence' },
  issuer: { vi: 'Cục Cảnh sát giao thông', en: 'Traffic Police Department' },
  inputs: [
    {
      name: 'licenceNumber',
      label: { vi: 'Số giấy phép lái xe', en: 'Licence number' },
      hint: {
        vi: 'Không bắt buộc. 12 chữ số; cần khi bạn có nhiều giấy phép.',
        en: 'Optional. 12 digits; needed when you hold several licences.',
      },
      pattern: '^[0-9]{12}$',
      example: '920190001234',
      required: false,
    },
  ],
  distinguishedBy: 'licenceNumber',
  registry: 'driving',
  legalBasis: 'Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15; Nghị định 69/2024/NĐ-CP',
  recheckDays: 7,
  asked: ['fullName', 'birthDate', 'classes', 'issuedAt', 'issuer', 'points', 'status'],

  disagreement(record, { holder, inputs }) {
    if (inputs.licenceNumber !== undefined && inputs.licenceNumber !== record._id) return 'licenceNumber';
    return personDisagreement(record, holder);
  },

  validity(record, today) {
    const inForce = classesOn(record.classes, today);
    const ended = record.status === 'expired' || inForce.length === 0;
    const lasting = record.classes.some((held) => held.expiresAt === null);
    return {
      outcome: withdrawn.has(record.status) || record.points <= 0 ? 'REVOKED' : ended ? 'EXPIRED' : 'VERIFIED',
      validFrom: record.issuedAt,
      validTo: lasting ? null : (endsOf(record.classes).at(-1) ?? null),
      changesAfter: endsOf(inForce)[0] ?? null,
    };
  },

  faceFields: [
    { name: 'licenceNumber', label: { vi: 'Số', en: 'Number' }, disclosable: true },
    ...personFaceFields,
    { name: 'classes', label: { vi: 'Hạng', en: 'Classes' }, disclosable: true },
    { name: 'issuedOn', label: { vi: 'Ngày cấp', en: 'Issued on' }, disclosable: true },
    { name: 'issuer', label: { vi: 'Nơi cấp', en: 'Issued by' }, disclosable: true },
    { name: 'validTo', label: { vi: 'Có giá trị đến', en: 'Valid to' }, disclosable: true },
    { name: 'points', label: { vi: 'Số điểm', en: 'Points' }, disclosable: true },
  ],
  face: (record, today) => ({
    licenceNumber: record._id,
    fullName: record.fullName,
    bornOn: record.birthDate,
    // A licence without a class in force still shows what it was for.
    classes: (classesOn(record.classes, today).length > 0 ? classesOn(record.classes, today) : record.classes)
      .map((held) => (held.expiresAt === null ? held.class : `${held.class} (${held.expiresAt})`))
      .join(', '),
    issuedOn: record.issuedAt,
    issuer: record.issuer,
    validTo: record.classes.some((held) => held.expiresAt === null) ? null : (endsOf(record.classes).at(-1) ?? null),
    points: `${record.points}/12`,
  }),
});

function classesOn(classes: readonly HeldClass[], today: string): HeldClass[] {
  return classes.filter((held) => held.expiresAt === null || held.expiresAt >= today);
}

/** Ends of the classes that have one, the earliest first. */
function endsOf(classes: readonly HeldClass[]): string[] {
  return classes.flatMap((held) => held.expiresAt ?? []).sort();
}
