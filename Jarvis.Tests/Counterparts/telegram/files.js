// Files of either side: what users attach can be fetched by getFile, what the bot sent can be looked at.
const { bad } = require('./errors');

class Files {
  constructor() { this.all = []; }

  add({ name, mime, bytes }) {
    const number = this.all.length + 1;
    const file = { file_id: `file-${number}`, file_unique_id: `unique-${number}`, name, mime, bytes, path: `documents/file_${number}` };
    this.all.push(file);
    return file;
  }

  byId(id) { return this.all.find((file) => file.file_id === id); }

  byPath(path) { return this.all.find((file) => file.path === path); }

  // A media field is a file in this request ("attach://part" or the part itself), or the id of one that Telegram already has.
  sent(call, field) {
    const value = call.body[field];
    const attached = call.files[String(value ?? '').startsWith('attach://') ? value.slice('attach://'.length) : field];
    const file = attached ? this.add(attached) : this.byId(value);
    if (!file) throw bad(`there is no ${field} in the request`);
    if (file.bytes.length === 0) throw bad('file must be non-empty');
    return file;
  }

  methods() {
    return {
      getFile: ({ body }) => {
        const file = this.byId(body.file_id);
        if (!file) throw bad('invalid file_id');
        return { file_id: file.file_id, file_unique_id: file.file_unique_id, file_size: file.bytes.length, file_path: file.path };
      },
    };
  }
}

function describe(file, kind) {
  const common = { file_id: file.file_id, file_unique_id: file.file_unique_id, file_size: file.bytes.length };
  if (kind === 'photo') return { photo: [{ ...common, ...pictureSize(file.bytes) }] };
  return { document: { ...common, file_name: file.name, mime_type: file.mime } };
}

function pictureSize(bytes) {
  const png = bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47;
  const jpeg = bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8;
  if (!png && !jpeg) throw bad('IMAGE_PROCESS_FAILED');
  const [width, height] = png ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : [1, 1];
  if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height)) throw bad('PHOTO_INVALID_DIMENSIONS');
  return { width, height };
}

module.exports = { Files, describe };
