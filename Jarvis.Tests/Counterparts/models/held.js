// A streamed answer that stops after so many events until a test lets it go on, or cuts it: so that a test sees the middle of a stream
// however slow the machine is.
exports.Held = class {
  constructor({ after, containing }) {
    Object.assign(this, { after, containing, events: 0, kept: '', open: false, over: false });
  }

  takes(body) {
    return !this.onto && this.containing.every((text) => body.includes(text));
  }

  before(response) {
    this.onto = response;
    return this;
  }

  write(chunk) {
    this.kept += chunk;
    while (this.open || this.events < this.after) {
      const end = this.kept.indexOf('\n\n');
      if (end < 0) break;
      this.onto.write(this.kept.slice(0, end + 2));
      this.kept = this.kept.slice(end + 2);
      this.events += 1;
    }
  }

  end() {
    this.over = true;
    if (this.open) this.onto.end(this.kept);
  }

  release() {
    this.open = true;
    if (this.over) this.onto.end(this.kept);
  }

  cut() {
    this.onto.destroy();
  }
};
