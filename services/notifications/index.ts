export { type DeliverInput, deliver } from './deliver.ts';
export { type DevelopmentMessageView, developmentMessages, developmentOutbox } from './development-outbox.adaptor.ts';
export { httpGateway } from './http-gateway.adaptor.ts';
export type { Language, TemplateName, TemplateValues } from './templates.ts';
