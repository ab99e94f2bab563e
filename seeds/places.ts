import type { Address } from '../registries/records.ts';
import units from './data/cantho-units.json' with { type: 'json' };
import provinceData from './data/provinces.json' with { type: 'json' };
import { itemAt, type Random, Weighted } from './random.ts';

/** The city's units as of 2022: 9 districts and 83 wards, with the codes of the General Statistics Office. */
export type Ward = {
  index: number;
  code: string;
  name: string;
  districtCode: string;
  districtName: string;
  urban: boolean;
  /** Ward, district and city, as the end of an address. */
  text: string;
  /** The ward's health station, and its number among the facilities of the insurance fund. */
  station: string;
  stationCode: string;
  /** The district's health centre. */
  centre: string;
};

export type Province = { code: string; text: string; shortName: string };

/** Data files may come decomposed; what is written is composed. */
const composed = (text: string) => text.normalize('NFC');

export const city = { gsoCode: units.city.gsoCode, text: composed(units.city.fullName) };

export const wards: readonly Ward[] = units.districts
  .flatMap((district) => district.wards.map((ward) => ({ district, ward })))
  .map(({ district, ward }, index) => ({
    index,
    code: ward.code,
    name: composed(ward.name),
    districtCode: district.code,
    districtName: composed(district.name),
    urban: ward.typeVi === 'Phường',
    text: composed(`${ward.fullName}, ${district.fullName}, ${units.city.fullName}`),
    station: composed(`Trạm Y tế ${ward.fullName}`),
    stationCode: `${units.city.gsoCode}${100 + index}`,
    centre: composed(`Trung tâm Y tế ${district.fullName}`),
  }));

const wardsByCode = new Map(wards.map((ward) => [ward.code, ward]));

/** @throws RangeError for a code that the city has not */
export function wardOf(code: string): Ward {
  const ward = wardsByCode.get(code);
  if (!ward) throw new RangeError(`no ward ${code}`);
  return ward;
}

// The census counts districts; within one, wards are taken as equal.
const wardsByPopulation = new Weighted(
  wards.map((ward) => {
    const district = units.districts.find((candidate) => candidate.code === ward.districtCode);
    return [ward, district ? district.population2019Approx / district.wards.length : 0] as const;
  }),
);

export function pickWard(random: Random): Ward {
  return wardsByPopulation.pick(random);
}

const streets = [
  'Đường 3 Tháng 2',
  'Đường 30 Tháng 4',
  'Đường Cách Mạng Tháng Tám',
  'Đường Hoàng Văn Thụ',
  'Đường Hùng Vương',
  'Đường Lý Tự Trọng',
  'Đường Mậu Thân',
  'Đường Nguyễn Trãi',
  'Đường Nguyễn Văn Cừ',
  'Đường Phan Đình Phùng',
  'Đường Trần Hưng Đạo',
  'Đường Trần Phú',
  'Đường Võ Văn Kiệt',
  'Đường Xô Viết Nghệ Tĩnh',
].map(composed);

const hamlets = [
  'Định Phước',
  'Đông Hòa',
  'Nhơn Lộc',
  'Nhơn Thọ',
  'Phước Trung',
  'Tân Lợi',
  'Tân Thạnh',
  'Thạnh Lợi',
  'Thạnh Phú',
  'Thới Bình',
  'Thới Hòa',
  'Trường Ninh',
  'Trường Thọ',
  'Vĩnh Lộc',
].map(composed);

/** Districts whose houses are numbered along streets. */
const streetDistricts = new Set(['916', '918']);

export function addressIn(ward: Ward, random: Random): Address {
  return {
    provinceCode: city.gsoCode,
    districtCode: ward.districtCode,
    wardCode: ward.code,
    text: `${spotIn(ward, random)}, ${ward.text}`,
  };
}

function spotIn(ward: Ward, random: Random): string {
  if (streetDistricts.has(ward.districtCode) && random.chance(0.7)) {
    return `${random.between(1, 480)} ${random.pick(streets)}`;
  }
  if (ward.urban) return `${random.between(1, 320)}, Khu vực ${random.between(1, 10)}`;
  return `Ấp ${random.pick(hamlets)}${random.pick(['', '', ' A', ' B'])}`;
}

/** Code of positions 1 to 3 of the personal number (Circular 07/2016/TT-BCA, annex 1). */
export const provinces: readonly Province[] = provinceData.provinces.map((province) => ({
  code: province.cccdCode,
  text: composed(province.fullName),
  shortName: composed(province.name),
}));

const provincesByCode = new Map(provinces.map((province) => [province.code, province]));

/** @throws RangeError for a code that annex 1 has not */
export function provinceOf(code: string): Province {
  const province = provincesByCode.get(code);
  if (!province) throw new RangeError(`no province ${code}`);
  return province;
}

export const home: Province = provinceOf(units.city.cccdCode);

/** Where the births of the city's people were registered: mostly at home, then in the neighbourhood. Estimates. */
const neighbours: Readonly<Record<string, number>> = {
  '093': 3.2,
  '094': 2.4,
  '086': 2,
  '089': 2,
  '087': 1.6,
  '091': 1.4,
};
const furtherSouth: Readonly<Record<string, number>> = {
  '095': 0.8,
  '096': 0.8,
  '084': 0.5,
  '079': 0.6,
  '082': 0.3,
  '083': 0.3,
};

const birthProvincesOfAdults = new Weighted(
  provinces.map((province) => [province, weightOf(province.code, 82)] as const),
);
const birthProvincesOfChildren = new Weighted(
  provinces.map((province) => [province, weightOf(province.code, 320)] as const),
);

function weightOf(code: string, athome: number): number {
  if (code === home.code) return athome;
  return neighbours[code] ?? furtherSouth[code] ?? 0.03;
}

export function pickBirthProvince(random: Random, child: boolean): Province {
  return (child ? birthProvincesOfChildren : birthProvincesOfAdults).pick(random);
}

/** The ward with a given place in the list of all. */
export function wardAt(index: number): Ward {
  return itemAt(wards, index);
}
