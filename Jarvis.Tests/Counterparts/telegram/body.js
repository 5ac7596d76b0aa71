// Reads what a Bot API client may send: JSON, a form, or multipart with files.
const busboy = require('busboy');
const express = require('express');
const { bad } = require('./errors');

const json = express.json({ limit: '20mb' });
const form = express.urlencoded({ extended: true });

function readBody(request, response, next) {
  if (/^multipart\/form-data/.test(request.headers['content-type'] ?? '')) return readMultipart(request, next);
  return json(request, response, (error) => (error ? next(error) : form(request, response, next)));
}

function readMultipart(request, next) {
  request.body = {};
  request.files = {};
  const parser = busboy({ headers: request.headers, defParamCharset: 'utf8' });
  parser.on('field', (name, value) => { request.body[name] = value; });
  parser.on('file', (name, stream, info) => {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => { request.files[name] = { name: info.filename, mime: info.mimeType, bytes: Buffer.concat(chunks) }; });
  });
  parser.on('error', next);
  parser.on('close', () => next());
  request.pipe(parser);
}

// Multipart has no types: a nested value arrives as its JSON text.
function parsed(value) {
  if (typeof value !== 'string') return value;
  try { return JSON.parse(value); } catch { throw bad("can't parse JSON encoded object"); }
}

module.exports = { readBody, parsed };
