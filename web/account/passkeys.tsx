import { type FormEvent, type ReactNode, useState } from 'react';
import { execute } from '../api/execute.ts';
import { useAction } from '../api/use-action.ts';
import { Button } from '../elements/button.tsx';
import { Dialog } from '../elements/dialog.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { focusFirstFault, TextField } from '../elements/text-field.tsx';
import { announce } from '../elements/toast.tsx';
import { useNow } from '../elements/use-now.ts';
import {
  AddPasskeyDocument,
  BeginAddPasskeyDocument,
  type PasskeyFieldsFragment,
  RemovePasskeyDocument,
  RenamePasskeyDocument,
} from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { createPasskey, deviceName } from '../session/passkeys.ts';
import { useStepUp } from '../session/step-up.tsx';

type Passkey = PasskeyFieldsFragment;
type Sheet = { is: 'add' } | { is: 'rename' | 'remove'; passkey: Passkey };

export function Passkeys({ passkeys, onChange }: { passkeys: Passkey[]; onChange(passkeys: Passkey[]): void }) {
  const { t } = useLanguage();
  const [sheet, setSheet] = useState<Sheet>();
  const close = () => setSheet(undefined);
  const done = (next: Passkey[]) => {
    onChange(next);
    close();
  };
  return (
    <section className="panel" aria-labelledby="passkeys">
      <h2 id="passkeys">{t.account.passkeys}</h2>
      <p>{t.account.passkeysLead}</p>
      <ul className="rows">
        {passkeys.map((passkey) => (
          <PasskeyRow
            key={passkey.id}
            passkey={passkey}
            removable={passkeys.length > 1}
            onRename={() => setSheet({ is: 'rename', passkey })}
            onRemove={() => setSheet({ is: 'remove', passkey })}
          />
        ))}
      </ul>
      <Button icon="plus" onClick={() => setSheet({ is: 'add' })}>
        {t.account.addPasskey}
      </Button>
      {sheet?.is === 'add' && <AddSheet onClose={close} onAdded={(passkey) => done([...passkeys, passkey])} />}
      {sheet?.is === 'rename' && (
        <RenameSheet
          passkey={sheet.passkey}
          onClose={close}
          onRenamed={(renamed) => done(passkeys.map((passkey) => (passkey.id === renamed.id ? renamed : passkey)))}
        />
      )}
      {sheet?.is === 'remove' && <RemoveSheet passkey={sheet.passkey} onClose={close} onRemoved={done} />}
    </section>
  );
}

function PasskeyRow({
  passkey,
  removable,
  onRename,
  onRemove,
}: {
  passkey: Passkey;
  removable: boolean;
  onRename(): void;
  onRemove(): void;
}) {
  const { t, format } = useLanguage();
  const nowMs = useNow(30_000);
  return (
    <li className="row">
      <span className="row__icon">
        <Icon name={passkey.locked ? 'lock' : 'key'} size={22} />
      </span>
      <div className="row__words">
        <strong>{passkey.name}</strong>
        {passkey.locked && <span className="row__alarm">{t.account.passkeyLocked}</span>}
        <span className="hint">
          {passkey.lastUsedAt ? t.account.lastUsed(format.age(passkey.lastUsedAt, nowMs)) : t.account.neverUsed}
          {' · '}
          {t.account.created(format.day(passkey.createdAt))}
          {' · '}
          {passkey.backedUp ? t.account.synced : t.account.thisDeviceOnly}
        </span>
      </div>
      <div className="row__actions">
        <button
          type="button"
          className="round-button"
          aria-label={t.account.renameNamed(passkey.name)}
          onClick={onRename}
        >
          <Icon name="edit" />
        </button>
        {removable && (
          <button
            type="button"
            className="round-button round-button--danger"
            aria-label={t.account.removeNamed(passkey.name)}
            onClick={onRemove}
          >
            <Icon name="remove" />
          </button>
        )}
      </div>
    </li>
  );
}

function AddSheet({ onClose, onAdded }: { onClose(): void; onAdded(passkey: Passkey): void }) {
  const { t } = useLanguage();
  const stepUp = useStepUp();
  const [name, setName] = useState(deviceName);
  const { run, busy, failure } = useAction(async () => {
    const ceremony = await stepUp(
      async (assertion) =>
        (await execute(BeginAddPasskeyDocument, { input: assertion ? { stepUp: assertion } : {} })).beginAddPasskey,
    );
    const made = await createPasskey(ceremony);
    const { addPasskey } = await execute(AddPasskeyDocument, { input: { ...made, name: name.trim() || deviceName() } });
    announce(t.account.passkeyAdded);
    onAdded(addPasskey);
  });
  return (
    <NameSheet
      title={t.account.addPasskey}
      lead={t.account.addPasskeyText}
      label={t.registration.passkeyName}
      name={name}
      onName={setName}
      action={t.action.next}
      busy={busy}
      failure={<FailureNotice failure={failure} />}
      onSubmit={run}
      onClose={onClose}
    />
  );
}

function RenameSheet({
  passkey,
  onClose,
  onRenamed,
}: {
  passkey: Passkey;
  onClose(): void;
  onRenamed(passkey: Passkey): void;
}) {
  const { t } = useLanguage();
  const [name, setName] = useState(passkey.name);
  const { run, busy, failure } = useAction(async () => {
    const input = { passkeyId: passkey.id, name: name.trim() };
    const { renamePasskey } = await execute(RenamePasskeyDocument, { input });
    announce(t.account.renamed);
    onRenamed(renamePasskey);
  });
  return (
    <NameSheet
      title={t.account.renameTitle}
      label={t.account.passkeyName}
      name={name}
      onName={setName}
      action={t.action.save}
      busy={busy}
      failure={<FailureNotice failure={failure} />}
      onSubmit={run}
      onClose={onClose}
    />
  );
}

function NameSheet({
  title,
  lead,
  label,
  name,
  onName,
  action,
  busy,
  failure,
  onSubmit,
  onClose,
}: {
  title: string;
  lead?: string;
  label: string;
  name: string;
  onName(name: string): void;
  action: string;
  busy: boolean;
  failure: ReactNode;
  onSubmit(): void;
  onClose(): void;
}) {
  const { t } = useLanguage();
  const [sent, setSent] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSent(true);
    if (name.trim()) onSubmit();
    else focusFirstFault(event.currentTarget);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="form" noValidate onSubmit={submit}>
        {lead && <p>{lead}</p>}
        <TextField
          label={label}
          value={name}
          onChange={onName}
          fault={sent && !name.trim() ? t.field.required : undefined}
          maxLength={60}
          autoComplete="off"
          required
        />
        {failure}
        <div className="actions">
          <Button type="submit" look="primary" busy={busy}>
            {action}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t.action.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RemoveSheet({
  passkey,
  onClose,
  onRemoved,
}: {
  passkey: Passkey;
  onClose(): void;
  onRemoved(passkeys: Passkey[]): void;
}) {
  const { t } = useLanguage();
  const stepUp = useStepUp();
  const { run, busy, failure } = useAction(async () => {
    const citizen = await stepUp(
      async (assertion) =>
        (
          await execute(RemovePasskeyDocument, {
            input: { passkeyId: passkey.id, ...(assertion && { stepUp: assertion }) },
          })
        ).removePasskey,
    );
    announce(t.account.passkeyRemoved);
    onRemoved(citizen.passkeys);
  });
  return (
    <Dialog title={t.account.removeTitle} onClose={onClose}>
      <p>{t.account.removeText(passkey.name)}</p>
      <FailureNotice failure={failure} />
      <div className="actions">
        <Button look="danger" icon="remove" busy={busy} onClick={run}>
          {t.account.removePasskey}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t.action.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
