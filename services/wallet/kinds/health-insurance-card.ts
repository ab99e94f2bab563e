import { documentKind, personDisagreement, personFaceFields } from '../document-kind.ts';

/**
 * Health-insurance card (thẻ bảo hiểm y tế). Cards from 2021-04-01 print the ten digits of the social-insurance number;
 * the full code puts object group, benefit level and province before them.
 *
 * @see Decision 1351/QĐ-BHXH (structure of the code)
 */
export const healthInsuranceCard = documentKind({
  code: 'HEALTH_INSURANCE_CARD',
  name: { vi: 'Thẻ bảo hiểm y tế', en: 'Health-insurance card' },
  issuer: { vi: 'Bảo hiểm xã hội Việt Nam', en: 'Vietnam Social Security' },
  inputs: [
    {
      name: 'cardNumber',
      label: { vi: 'Số thẻ', en: 'Card number' },
      hint: {
        vi: 'Không bắt buộc. 10 chữ số in trên thẻ mới, hoặc mã đầy đủ 15 ký tự.',
        en: 'Optional. The 10 digits on a new card, or the full code of 15 characters.',
      },
      pattern: '^([A-Z]{2}[1-5][0-9]{12}|[0-9]{10})$',
      example: 'GD4929212345678',
      required: false,
    },
  ],
  distinguishedBy: null,
  registry: 'insurance',
  legalBasis: 'Luật Bảo hiểm y tế 25/2008/QH12; Nghị định 69/2024/NĐ-CP',
  recheckDays: 30,
  asked: [
    'socialInsuranceNo',
    'fullName',
    'birthDate',
    'objectCode',
    'benefitLevel',
    'areaCode',
    'primaryFacility',
    'validFrom',
    'validTo',
    'fiveYearsFrom',
    'status',
  ],

  disagreement(record, { holder, inputs }) {
    const typed = inputs.cardNumber;
    if (typed !== undefined && typed !== record._id && typed !== record.socialInsuranceNo) return 'cardNumber';
    return personDisagreement(record, holder);
  },

  validity(record, today) {
    const ended = record.status === 'expired' || record.validTo < today;
    return {
      outcome: record.status === 'suspended' ? 'REVOKED' : ended ? 'EXPIRED' : 'VERIFIED',
      validFrom: record.validFrom,
      validTo: record.validTo,
      changesAfter: ended ? null : record.validTo,
    };
  },

  faceFields: [
    { name: 'cardNumber', label: { vi: 'Mã thẻ', en: 'Card code' }, disclosable: true },
    ...personFaceFields,
    { name: 'socialInsuranceNumber', label: { vi: 'Mã số BHXH', en: 'Social-insurance number' }, disclosable: true },
    { name: 'objectCode', label: { vi: 'Mã đối tượng', en: 'Object group' }, disclosable: true },
    { name: 'benefit', label: { vi: 'Mức hưởng', en: 'Benefit' }, disclosable: true },
    { name: 'areaCode', label: { vi: 'Mã nơi sinh sống', en: 'Area code' }, disclosable: true },
    {
      name: 'primaryFacility',
      label: { vi: 'Nơi đăng ký khám chữa bệnh ban đầu', en: 'Primary care facility' },
      disclosable: true,
    },
    { name: 'validFrom', label: { vi: 'Giá trị từ', en: 'Valid from' }, disclosable: true },
    { name: 'validTo', label: { vi: 'Đến ngày', en: 'Valid to' }, disclosable: true },
    {
      name: 'fiveYearsFrom',
      label: { vi: 'Đủ 5 năm liên tục từ', en: 'Five years continuous from' },
      disclosable: true,
    },
  ],
  face: (record) => ({
    cardNumber: record._id,
    fullName: record.fullName,
    bornOn: record.birthDate,
    socialInsuranceNumber: record.socialInsuranceNo,
    objectCode: record.objectCode,
    benefit: `${benefitPercent[record.benefitLevel] ?? '?'} %`,
    areaCode: record.areaCode,
    primaryFacility: record.primaryFacility,
    validFrom: record.validFrom,
    validTo: record.validTo,
    fiveYearsFrom: record.fiveYearsFrom,
  }),
});

/** Share of the cost that is paid, by benefit level (third character of the code). */
const benefitPercent: Readonly<Record<number, number>> = { 1: 100, 2: 100, 3: 95, 4: 80, 5: 100 };
