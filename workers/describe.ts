import { registrationTransitions } from '../services/identity/index.ts';
import { declaredEvents } from '../services/platform/events.ts';
import { documentTransitions } from '../services/wallet/index.ts';
import { reactionTable } from './reaction-table.ts';
import { reactions, unanswered } from './reactions.ts';
import { schedules } from './schedules.ts';

/** The page `docs/events.md`: every fact with who answers it, and every task with its pause. From the tables alone. */
function describeWork(): string {
  reactionTable(reactions);
  const answering = (event: string) =>
    reactions
      .filter(({ answers }) => answers.some((answer) => answer.event === event))
      .map(({ name }) => `\`${name}\``);
  const events = [...declaredEvents()].sort((a, b) => a.name.localeCompare(b.name));
  const tasks = schedules({ sweep: async () => undefined });
  return [
    '# Facts, reactions and tasks',
    '',
    'Generated from `workers/reactions.ts` and `workers/schedules.ts` by `npm run docs`.',
    '',
    '| Fact | Meaning | Answered by |',
    '|---|---|---|',
    ...events.map(({ name, description }) => {
      const names = answering(name);
      return `| \`${name}\` | ${description} | ${names.length > 0 ? names.join(', ') : `nobody: ${unanswered[name]}`} |`;
    }),
    '',
    '| Task | What it does | Pause between runs |',
    '|---|---|---|',
    ...tasks.map(({ name, description, everyMs }) => `| \`${name}\` | ${description} | ${everyMs / 1000} s |`),
    '',
    '## States',
    '',
    'A linked document (`services/wallet/document.states.ts`); an answer can move it from any state it is in:',
    '',
    ...diagram(documentTransitions, 'PENDING'),
    '',
    'A registration (`services/identity/registration.states.ts`); past its end an unfinished one is EXPIRED:',
    '',
    ...diagram(registrationTransitions, 'CODE_SENT'),
    '',
  ].join('\n');
}

type Transitions = Record<string, { from: readonly string[]; to: string | null }>;

function diagram(transitions: Transitions, first: string): string[] {
  const arrows = Object.entries(transitions).flatMap(([event, { from, to }]) =>
    from.map((state) => `  ${state} --> ${to ?? state}: ${event}`),
  );
  return ['```mermaid', 'stateDiagram-v2', `  [*] --> ${first}`, ...arrows, '```'];
}

process.stdout.write(describeWork());
