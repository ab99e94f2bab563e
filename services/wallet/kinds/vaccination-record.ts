import type { RegistryRecords } from '../../exchange/index.ts';
import { documentKind, personDisagreement, personFaceFields } from '../document-kind.ts';

type Dose = RegistryRecords['health']['vaccinations'][number];

/**
 * Vaccination record (chứng nhận tiêm chủng). A record lasts as long as it has a dose: the twelve months of Decision
 * 5772/QĐ-BYT are the life of one printed QR code, not of the vaccination.
 *
 * @see Decision 5772/QĐ-BYT (fields of the certificate)
 */
export const vaccinationRecord = documentKind({
  code: 'VACCINATION_RECORD',
  name: { vi: 'Chứng nhận tiêm chủng', en: 'Vaccination record' },
  issuer: { vi: 'Bộ Y tế', en: 'Ministry of Health' },
  inputs: [],
  distinguishedBy: null,
  registry: 'health',
  legalBasis: 'Quyết định 5772/QĐ-BYT; Nghị định 69/2024/NĐ-CP',
  recheckDays: 90,
  asked: ['fullName', 'birthDate', 'vaccinations'],

  disagreement: (record, { holder }) => personDisagreement(record, holder),

  validity(record) {
    const latest = latestOf(record.vaccinations);
    return latest && { outcome: 'VERIFIED', validFrom: latest.vaccinatedAt, validTo: null, changesAfter: null };
  },

  faceFields: [
    ...personFaceFields,
    { name: 'disease', label: { vi: 'Bệnh phòng ngừa', en: 'Disease' }, disclosable: true },
    { name: 'vaccine', label: { vi: 'Vắc xin', en: 'Vaccine' }, disclosable: true },
    { name: 'manufacturer', label: { vi: 'Nhà sản xuất', en: 'Manufacturer' }, disclosable: true },
    { name: 'doses', label: { vi: 'Số mũi', en: 'Doses' }, disclosable: true },
    { name: 'vaccinatedOn', label: { vi: 'Ngày tiêm gần nhất', en: 'Latest dose on' }, disclosable: true },
    { name: 'facility', label: { vi: 'Nơi tiêm', en: 'Given at' }, disclosable: true },
    { name: 'certificateCode', label: { vi: 'Mã chứng nhận', en: 'Certificate code' }, disclosable: true },
  ],
  face(record) {
    const latest = latestOf(record.vaccinations);
    return {
      fullName: record.fullName,
      bornOn: record.birthDate,
      disease: latest?.disease ?? null,
      vaccine: latest?.vaccine ?? null,
      manufacturer: latest?.manufacturer ?? null,
      doses: latest && `${latest.doseNumber}/${latest.dosesTotal}`,
      vaccinatedOn: latest?.vaccinatedAt ?? null,
      facility: latest?.facility ?? null,
      certificateCode: latest?.certificateCode ?? null,
    };
  },
});

function latestOf(doses: readonly Dose[]): Dose | null {
  const behind = (one: Dose, other: Dose) =>
    one.vaccinatedAt === other.vaccinatedAt
      ? one.doseNumber >= other.doseNumber
      : one.vaccinatedAt > other.vaccinatedAt;
  return doses.reduce<Dose | null>((latest, one) => (latest === null || behind(one, latest) ? one : latest), null);
}
