// What bots asked, oldest first, so that a test can look at it, or wait for so much of it.
const { EventEmitter } = require('events');

class Requests extends EventEmitter {
  constructor() {
    super();
    this.all = [];
    this.counts = {};
    this.setMaxListeners(0);
  }

  add(record) {
    this.all.push(record);
    this.counts[record.token] = this.count(record.token) + 1;
    this.emit('added');
  }

  of(token, method) {
    return this.all.filter((r) => r.token === token && (!method || r.method.toLowerCase() === method.toLowerCase()));
  }

  count(token) {
    return this.counts[token] ?? 0;
  }

  // Resolves when the bot has asked so often, or the time is over.
  until(token, count, milliseconds) {
    return new Promise((resolve) => {
      const look = () => { if (this.count(token) >= count) done(); };
      const timer = setTimeout(() => done(), milliseconds);
      const done = () => { clearTimeout(timer); this.off('added', look); resolve(); };
      this.on('added', look);
      look();
    });
  }
}

module.exports = { Requests };
