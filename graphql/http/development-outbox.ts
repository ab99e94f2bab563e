import { type RequestHandler, Router } from 'express';
import { developmentMessages } from '../../services/notifications/index.ts';
import { config } from '../../services/platform/config.ts';
import { NotFound } from '../../services/platform/errors.ts';

export const outboxPath = '/dev/outbox';

/** Names of this machine; another name may be a foreign page that had its own name point here (DNS rebinding). */
const ownNames = new Set(['localhost', '127.0.0.1', '::1', new URL(config.publicUrl).hostname]);

const onlyOwnNames: RequestHandler = (request, _response, next) => {
  if (ownNames.has(request.hostname)) next();
  else next(NotFound());
};

/** What the development adaptor of the notification port would have sent; not there when messages really go out. */
export function developmentOutboxRoutes(): Router {
  const router = Router();
  router.use(outboxPath, onlyOwnNames);
  router.get(`${outboxPath}.json`, onlyOwnNames, async (_request, response) => {
    response.setHeader('cache-control', 'no-store');
    response.json({ messages: await developmentMessages() });
  });
  router.get(outboxPath, async (_request, response) => {
    const rows = (await developmentMessages()).map(
      ({ phone, text, sentAt }) =>
        `<tr><td><time>${sentAt.toISOString().slice(11, 19)}</time></td><td>${escapeHtml(phone)}</td><td>${escapeHtml(text)}</td></tr>`,
    );
    response.setHeader('cache-control', 'no-store');
    response.type('html').send(page(rows.join('\n')));
  });
  return router;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(rows: string): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="3">
<title>Hộp thư phát triển – Công dân số</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1.5rem; color: #17202a; }
table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid #cfd8dc; padding: .6rem .4rem; text-align: left; vertical-align: top; }
td:nth-child(-n+2) { white-space: nowrap; }
</style>
</head>
<body>
<h1>Hộp thư phát triển</h1>
<p>Tin nhắn mà bản phát triển lẽ ra đã gửi (development outbox: nothing leaves this machine). Trang tự làm mới.</p>
<table>
<thead><tr><th>Giờ UTC</th><th>Đến</th><th>Nội dung</th></tr></thead>
<tbody>${rows || '<tr><td colspan="3">Chưa có tin nhắn nào.</td></tr>'}</tbody>
</table>
</body>
</html>`;
}
