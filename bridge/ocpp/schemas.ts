/**
 * Schemas: what the package checks a version's messages against. A call that a version does not know is none of theirs:
 * it goes to whoever answers calls, and is answered as not implemented.
 */

type Fields = Readonly<Record<string, unknown>>;

interface Validator {
  readonly subprotocol: string;
  validate(id: string, fields: Fields): unknown;
}

/** Of the package. */
interface Rpc {
  createValidator(protocol: string, schemas: never): unknown;
}

const FILES = { '1.6': 'ocpp1_6', '2.0.1': 'ocpp2_0_1', '2.1': 'ocpp2_1' } as const;
const names: Readonly<Record<string, string>> = { Request: '.req', Response: '.conf' };

/** The schemas of a version, by the names that the package looks for: those of 2.1 have other ones. */
export async function schemasOf(version: keyof typeof FILES): Promise<never[]> {
  const path = `ocpp-rpc/lib/schemas/${FILES[version]}.json`;
  const { default: schemas } = await import(path, { with: { type: 'json' } });
  const renamed = (id: string): string =>
    version === '2.1' ? id.replace(/(Request|Response)$/, (end) => names[end] ?? end) : id;
  return (schemas as { $id: string }[]).map((one) => ({
    ...one,
    $id: renamed(one.$id),
  })) as never[];
}

/** Made once: a connection that is tried again and again needs no other. */
const made = new Map<string, Promise<Validator>>();

export function validatorOf(rpc: Rpc, version: keyof typeof FILES): Promise<Validator> {
  const validator = made.get(version) ?? makeValidator(rpc, version);
  made.set(version, validator);
  return validator;
}

async function makeValidator(rpc: Rpc, version: keyof typeof FILES): Promise<Validator> {
  const schemas = await schemasOf(version);
  const subprotocol = `ocpp${version}`;
  const strict = rpc.createValidator(subprotocol, schemas as never) as Validator;
  const known = new Set((schemas as { $id: string }[]).map(({ $id }) => $id));
  return {
    subprotocol,
    validate: (id, fields) => (known.has(id) ? strict.validate(id, fields) : true),
  };
}
