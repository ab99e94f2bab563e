import { declaredEvents } from '../services/platform/events.ts';
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
  ].join('\n');
}

process.stdout.write(describeWork());
