import * as l10n from '@vscode/l10n';
import type { Blocker, ExpectedValue, SchemaName, SchemaProblem } from '../relaxng/index.ts';
import type { Schema } from './schema.ts';

/** How many names or values a message lists at most. */
const mostListed = 5;

/** Values longer than this are cut short. */
const longestValue = 40;

/** What is wrong, what libvirt does with it, and what to do, as sentences for the user. */
export function describeSchemaProblem(problem: SchemaProblem, { authority }: Schema): string {
  const sentences = [
    whatIsWrong(problem),
    whatToDo(problem),
    authority === 'libvirt' ? whatLibvirtDoes(problem) : '',
  ];
  return sentences.filter((each) => each !== '').join(' ');
}

/** The sentence beside the place that rules something out. */
export function describeBlocker(blocker: Blocker): string {
  return l10n.t('{0} rules it out.', written(blocker));
}

function whatIsWrong(problem: SchemaProblem): string {
  switch (problem.kind) {
    case 'unknown-element':
      return l10n.t('There is no element <{0}>.', problem.element.name);
    case 'misplaced-element':
      if (problem.after !== undefined)
        return l10n.t(
          '<{0}> comes too early: <{1}> must stand before it.',
          problem.element.name,
          problem.after.name,
        );
      return problem.blockedBy === undefined
        ? l10n.t(
            '<{0}> does not belong into <{1}>.',
            problem.element.name,
            problem.element.parent?.name ?? '',
          )
        : l10n.t('<{0}> does not go with {1}.', problem.element.name, written(problem.blockedBy));
    case 'duplicate-element':
      return l10n.t('<{0}> is here already: there may be one only.', problem.element.name);
    case 'missing-element':
      return missing(problem, (name) => `<${name}>`);
    case 'unknown-attribute':
      return l10n.t('There is no attribute {0}.', problem.attribute.name);
    case 'misplaced-attribute':
      return problem.blockedBy === undefined
        ? l10n.t('<{1}> has no attribute {0}.', problem.attribute.name, problem.attribute.owner.name)
        : l10n.t('{0} does not go with {1}.', problem.attribute.name, written(problem.blockedBy));
    case 'missing-attribute':
      return missing(problem, (name) => name);
    case 'bad-value':
      return badValue(problem);
    case 'missing-text':
      return l10n.t('<{0}> is empty.', problem.element.name);
    case 'unexpected-text':
      return l10n.t('<{0}> may not hold text.', problem.element.name);
    case 'undeclared-prefix':
      return l10n.t('The prefix {0} stands for no namespace.', problem.prefix);
    case 'schema-too-complex':
      return l10n.t('Schema and document together need too much work: the check was given up.');
  }
}

type Missing = Extract<SchemaProblem, { kind: 'missing-element' | 'missing-attribute' }>;

function missing({ element, required, oneOf, blockedBy }: Missing, show: (name: string) => string): string {
  const names = (required.length > 0 ? required : oneOf)
    .slice(0, mostListed)
    .map(({ written: name }) => show(name));
  const list = names.join(', ');
  if (required.length === 0) return l10n.t('<{0}> needs one of {1}.', element.name, list);
  return blockedBy === undefined
    ? l10n.t('<{0}> needs {1}.', element.name, list)
    : l10n.t('<{0}> needs {1}, because of {2}.', element.name, list, written(blockedBy));
}

function badValue(problem: Extract<SchemaProblem, { kind: 'bad-value' }>): string {
  const name = problem.attribute?.name ?? `<${problem.element.name}>`;
  const value = shortened(problem.value);
  return problem.blockedBy === undefined
    ? l10n.t("'{1}' is no value for {0}.", name, value)
    : l10n.t("'{1}' is no value for {0} with {2}.", name, value, written(problem.blockedBy));
}

function whatToDo(problem: SchemaProblem): string {
  if ('needs' in problem && problem.needs !== undefined) {
    const { element, attribute } = problem.needs;
    return l10n.t('It needs {0} on <{1}>.', attribute.written, element.name);
  }
  switch (problem.kind) {
    case 'unknown-element':
    case 'unknown-attribute':
    case 'misplaced-element':
    case 'misplaced-attribute':
      if (problem.nearest !== undefined)
        return l10n.t('Did you mean {0}?', inText(problem.nearest, 'element' in problem));
      if ('belongsIn' in problem) {
        if (problem.blockedBy !== undefined) return '';
        const homes = problem.belongsIn.filter(({ written: name }) => name !== holderOf(problem));
        if (homes.length > 0) return l10n.t('It belongs into {0}.', list(homes, true));
      }
      return problem.expected.length > 0
        ? l10n.t('Possible here: {0}.', list(problem.expected, 'element' in problem))
        : '';
    case 'bad-value':
      if (problem.nearest !== undefined) return l10n.t("Did you mean '{0}'?", problem.nearest);
      return expectation(problem);
    case 'missing-text':
      return expectation(problem);
    default:
      return '';
  }
}

/** The element that the misplaced thing is in: others of its name are no better home. */
function holderOf(problem: Extract<SchemaProblem, { belongsIn: unknown }>): string | undefined {
  return 'attribute' in problem ? problem.attribute.owner.name : problem.element.parent?.name;
}

function expectation({ allowed, types }: ExpectedValue): string {
  if (allowed.length > 0)
    return l10n.t(
      'Possible: {0}.',
      allowed
        .slice(0, mostListed)
        .map((value) => `'${value}'`)
        .join(', '),
    );
  const [type] = types;
  return type === undefined ? '' : l10n.t('Expected: {0}.', describeType(type));
}

function describeType({ name, params }: ExpectedValue['types'][number]): string {
  const pattern = params.find((param) => param.name === 'pattern')?.value;
  if (pattern !== undefined) return l10n.t('text like {0}', pattern);
  const bounds = params.map((param) => `${param.name} ${param.value}`).join(', ');
  const kind = kindOf(name);
  return bounds === '' ? kind : `${kind} (${bounds})`;
}

function kindOf(datatype: string): string {
  if (/^(unsigned|nonNegative)/.test(datatype)) return l10n.t('a whole number from 0');
  if (datatype === 'positiveInteger') return l10n.t('a whole number from 1');
  if (/^(integer|int|long|short|byte)$/.test(datatype)) return l10n.t('a whole number');
  if (/^(decimal|float|double)$/.test(datatype)) return l10n.t('a number');
  return datatype;
}

/** libvirt finds what it knows by XPath and never looks at the rest; only the schema does. */
function whatLibvirtDoes({ kind }: SchemaProblem): string {
  switch (kind) {
    case 'unknown-element':
    case 'unknown-attribute':
    case 'misplaced-element':
    case 'misplaced-attribute':
    case 'unexpected-text':
      return l10n.t('libvirt refuses it when it validates, and otherwise drops it silently.');
    default:
      return l10n.t('libvirt refuses it when it validates.');
  }
}

function list(names: readonly SchemaName[], areElements: boolean): string {
  return names
    .slice(0, mostListed)
    .map((name) => inText(name, areElements))
    .join(', ');
}

function inText({ written: name }: SchemaName, isElement: boolean): string {
  return isElement ? `<${name}>` : name;
}

function written(blocker: Blocker): string {
  return 'value' in blocker ? `${blocker.name}='${shortened(blocker.value)}'` : `<${blocker.name}>`;
}

function shortened(value: string): string {
  return value.length > longestValue ? `${value.slice(0, longestValue - 1)}…` : value;
}
