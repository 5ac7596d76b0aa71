// Says of activities and cards what Microsoft's own packages, and the published schema, say of them. One JSON a line in, one out:
// { activity } or { card, schema: "<file>" } -> { wrong: [ "what" ] }.
const readline = require('readline');
const fs = require('fs');
const { Activity } = require('@microsoft/agents-activity');
const Ajv = require('ajv');
const adaptive = require('adaptivecards/dist/adaptivecards.js');

const schemas = new Map();
function schemaOf(file) {
  if (!schemas.has(file)) {
    // The published file is of an earlier draft, and names formats that it does not describe.
    const { $schema: _, id: __, ...schema } = JSON.parse(fs.readFileSync(file, 'utf8'));
    schemas.set(file, new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema));
  }
  return schemas.get(file);
}

function judgeCard({ card, schema }) {
  const wrong = [];
  const valid = schemaOf(schema);
  if (!valid(card)) wrong.push(...valid.errors.slice(0, 20).map((e) => `schema: ${e.instancePath} ${e.message}`));
  const context = new adaptive.SerializationContext();
  const read = new adaptive.AdaptiveCard();
  read.parse(card, context);
  for (let i = 0; i < context.eventCount; i++) wrong.push(`adaptivecards: ${context.getEventAt(i).message}`);
  wrong.push(...read.validateProperties().validationEvents.map((e) => `adaptivecards: ${e.message}`));
  return { wrong };
}

function judgeActivity({ activity }) {
  try {
    Activity.fromObject(activity);
    return { wrong: [] };
  } catch (error) {
    return { wrong: [error.message] };
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const asked = JSON.parse(line);
  let said;
  try { said = asked.card ? judgeCard(asked) : judgeActivity(asked); } catch (error) { said = { wrong: [String(error)] }; }
  console.log(`judged ${asked.number} ${JSON.stringify(said)}`);
}).on('close', () => process.exit(0));
console.log('ready');
