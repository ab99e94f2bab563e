export type Language = 'VI' | 'EN';

/** What each text needs. Values are of ours (codes, names of kinds), never free text of somebody else. */
export type TemplateValues = {
  registrationCode: { code: string; validMinutes: number };
  passkeyLocked: { publicUrl: string };
  accountLocked: { publicUrl: string };
  documentRevoked: { documentName: string; publicUrl: string };
};

export type TemplateName = keyof TemplateValues;

type Templates = { [Name in TemplateName]: Record<Language, (values: TemplateValues[Name]) => string> };

/** Every text that is sent to a phone: one idea, what to do next, no link that asks for a secret. */
const templates: Templates = {
  registrationCode: {
    VI: ({ code, validMinutes }) =>
      `Công dân số: mã xác nhận của bạn là ${code}, có hiệu lực ${validMinutes} phút. Không đưa mã này cho bất kỳ ai.`,
    EN: ({ code, validMinutes }) =>
      `Công dân số: your code is ${code}, valid for ${validMinutes} minutes. Do not give it to anyone.`,
  },
  passkeyLocked: {
    VI: ({ publicUrl }) =>
      `Công dân số: một khóa truy cập của bạn đã bị khóa vì có dấu hiệu bị sao chép. Hãy kiểm tra tại ${publicUrl}.`,
    EN: ({ publicUrl }) =>
      `Công dân số: one of your passkeys was locked because it may have been copied. Check it at ${publicUrl}.`,
  },
  accountLocked: {
    VI: ({ publicUrl }) =>
      `Công dân số: tài khoản của bạn đã được khóa theo yêu cầu. Mở khóa bằng khóa truy cập tại ${publicUrl}.`,
    EN: ({ publicUrl }) =>
      `Công dân số: your account was locked as asked. Unlock it with your passkey at ${publicUrl}.`,
  },
  documentRevoked: {
    VI: ({ documentName, publicUrl }) =>
      `Công dân số: ${documentName} của bạn đã bị cơ quan cấp thu hồi. Xem chi tiết tại ${publicUrl}.`,
    EN: ({ documentName, publicUrl }) =>
      `Công dân số: your ${documentName} was revoked by its issuer. See ${publicUrl}.`,
  },
};

export function renderTemplate<Name extends TemplateName>(
  template: Name,
  language: Language,
  values: TemplateValues[Name],
): string {
  return templates[template][language](values);
}
