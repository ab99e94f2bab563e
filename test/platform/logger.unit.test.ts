import assert from 'node:assert/strict';
import { BadUserInput } from '../../services/platform/errors.ts';
import { type LogFields, loggedFields } from '../../services/platform/logger.ts';
import { withRequestId } from '../../services/platform/request-id.ts';

describe('loggedFields', () => {
  it('drops every field that is not on the list', () => {
    const personal = { code: 'X', fullName: 'Nguyễn Thị Minh Anh', bornOn: '1990-02-14', phone: '+84901234123' };
    const line = loggedFields(personal as LogFields);
    assert.deepEqual(line, { code: 'X' });
  });

  it('drops fields that every object has', () => {
    const line = loggedFields(JSON.parse('{"code":"X","__proto__":{"a":1},"constructor":"y","toString":"z"}'));
    assert.deepEqual(Object.keys(line), ['code']);
  });

  it('masks what looks like a number of a person or a phone, wherever it stands', () => {
    for (const number of ['092190123456', '361234567', '+84901234123', '0901234123']) {
      const line = JSON.stringify(
        loggedFields({
          failure: `for ${number}.`,
          route: `/people/${number}`,
          error: new Error(`no ${number}`, { cause: new TypeError(`key ${number}`) }),
        }),
      );
      assert.ok(!line.includes(number.slice(-9)), line);
      assert.ok(line.includes('[masked]'));
    }
  });

  it('leaves ids of ours as they are, so that lines can be found by them', () => {
    const documentId = '0193a1f0-1234-7abc-8def-123456789012';
    assert.deepEqual(loggedFields({ documentId, failure: `of ${documentId}` }), {
      documentId,
      failure: `of ${documentId}`,
    });
  });

  it('leaves out what drivers quote in their messages', () => {
    const error = new Error(`E11000 dup key: { phone: "x", name: 'Minh Anh' } at "Minh Anh" or 'Minh Anh'`);
    const line = JSON.stringify(loggedFields({ error }));
    assert.ok(!line.includes('Minh Anh'), line);
    assert.ok(line.includes('E11000 dup key'));
  });

  it('tells code, place and causes of an error, and no more of it', () => {
    const error = BadUserInput({ faults: [{ path: 'fullName' }] }, new TypeError('inner'));
    const { error: told } = loggedFields({ error }) as { error: Record<string, unknown> };
    assert.deepEqual(Object.keys(told).sort(), ['cause', 'code', 'message', 'stack', 'type']);
    assert.equal(told.code, 'BAD_USER_INPUT');
    assert.match(String(told.stack), /^ {4}at /);
    assert.deepEqual(loggedFields({ error: 'thrown text 092190123456' }), { error: { type: 'string' } });
  });

  it('carries the id of the request it happened in', () => {
    assert.deepEqual(
      withRequestId('request-1', () => loggedFields({})),
      { requestId: 'request-1' },
    );
  });
});
