import { z } from 'zod';
import { API_VERSION } from '../../lib/protocol/api.ts';
import { OPERATIONS, type Operation, SCHEMAS } from '../../lib/protocol/operations.ts';
import { RAW_OPERATIONS, type RawOperation } from '../../lib/protocol/raw-operations.ts';

/** «No half of a character», as our parsers say it with the Unicode flag, and for those who read patterns without one. */
const WITH_FLAG = '[^\\0\\p{Surrogate}]';
const WITHOUT_FLAG = '(?:[^\\0\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])';
const REF = '#/components/schemas/';

export interface OpenApi {
  openapi: '3.1.0';
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, Record<string, unknown>>; securitySchemes: object };
  [part: string]: unknown;
}

/** The description of the whole server: the API from the shapes that its parsers use, pages and the rest by their routes. */
export function describeApi(routes: { method: string; path: string }[]): OpenApi {
  const paths: OpenApi['paths'] = {};
  for (const { method, path } of routes) {
    // Middleware answers to every method and is no operation of its own.
    if (method === 'ALL') continue;
    const place = path.replace(/:(\w+)/g, '{$1}');
    const operation = (OPERATIONS as Record<string, Operation>)[`${method} ${path}`];
    const raw = (RAW_OPERATIONS as Record<string, RawOperation>)[`${method} ${path}`];
    const described = operation ? ofApi(method, path, operation) : raw ? ofBytes(method, path, raw) : ofPage(path);
    paths[place] = { ...paths[place], [method.toLowerCase()]: described };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vovremya',
      version: String(API_VERSION),
      description: `Instants are epoch milliseconds, UTC. The live channel is a WebSocket at /api/live: the first frame is LiveHello, then the server's frames are LiveFrame and the client's LivePresence.`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: describeShapes(),
      securitySchemes: { device: { type: 'http', scheme: 'bearer', description: 'The opaque token of a connected device.' } },
    },
  };
}

function ofApi(method: string, path: string, { summary, signedIn, query, body, answers }: Operation) {
  return {
    operationId: idOf(method, path),
    summary,
    security: signedIn ? [{ device: [] }] : [],
    ...(query ? { parameters: queryParameters(query) } : {}),
    ...(body ? { requestBody: { required: true, content: content(body) } } : {}),
    responses: responsesOf(answers),
  };
}

function ofBytes(method: string, path: string, { summary, types, bytes, answers }: RawOperation) {
  const content = Object.fromEntries(types.map((type) => [type, {}]));
  return {
    operationId: idOf(method, path),
    summary,
    security: [{ device: [] }],
    parameters: pathParameters(path),
    ...(bytes === 'asked' ? { requestBody: { required: true, content } } : {}),
    responses: {
      ...(bytes === 'answered' ? { 200: { description: 'The bytes.', content } } : {}),
      ...responsesOf(answers),
    },
  };
}

function content(name: string) {
  return { 'application/json': { schema: { $ref: REF + name } } };
}

function idOf(method: string, path: string): string {
  return `${method.toLowerCase()}${path.replace(/^\/api/, '').replace(/[/-]:?(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

function responsesOf(answers: Record<number, string>) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, name]) => [status, { description: inWords(name), content: content(name) }]),
  );
}

function inWords(name: string): string {
  return name === 'Error' ? 'Refused; the code says why.' : name;
}

function queryParameters(query: z.ZodObject) {
  const { properties = {} } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

/** Pages are for people: only where they are is described. */
function ofPage(path: string) {
  return {
    summary: 'For people and browsers.',
    security: [],
    parameters: pathParameters(path),
    responses: { default: { description: 'A page, a redirect or a file.' } },
  };
}

function pathParameters(path: string) {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

/** As they cross the wire: before a parser turns anything into something else. */
function describeShapes(): OpenApi['components']['schemas'] {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => REF + id, override: makePortable });
  // Shapes that contain themselves come in a drawer of their own; here every shape has a place of its own.
  const plain = JSON.parse(JSON.stringify(schemas).replaceAll(`${REF}__shared#/$defs/`, REF)) as Record<
    string,
    Record<string, unknown>
  >;
  const { __shared: shared, ...named } = plain;
  const all = { ...named, ...(shared?.$defs as typeof named | undefined) };
  return Object.fromEntries(Object.entries(all).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]));
}

function makePortable({ jsonSchema }: { jsonSchema: { pattern?: string } }): void {
  if (jsonSchema.pattern) jsonSchema.pattern = jsonSchema.pattern.replaceAll(WITH_FLAG, WITHOUT_FLAG);
}
