// What the next calls of a method shall suffer. Faults are taken in the order in which they were asked for.
const STANDARD = {
  403: 'Forbidden: bot was blocked by the user',
  429: 'Too Many Requests: retry after',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
};

class Fault {
  constructor({ token, method = '*', chat_id: chatId, times = 1, status, description, retry_after: retryAfter, drop }) {
    if (!status && !drop) throw new Error('a fault needs a status, or drop: "before" or "after"');
    Object.assign(this, { token, method, chatId, left: times, status, description, retryAfter, drop });
  }

  fits({ token, method, body }) {
    return this.left > 0
      && (!this.token || this.token === token)
      && (this.method === '*' || this.method.toLowerCase() === method.toLowerCase())
      && (this.chatId === undefined || this.chatId === null || String(this.chatId) === String(body.chat_id));
  }

  answer() {
    const wait = this.status === 429 ? ` ${this.retryAfter ?? 1}` : '';
    return {
      ok: false, error_code: this.status, description: this.description ?? `${STANDARD[this.status] ?? 'Fault'}${wait}`,
      ...(this.status === 429 && { parameters: { retry_after: this.retryAfter ?? 1 } }),
    };
  }
}

class Faults {
  constructor() { this.list = []; }

  add(fault) { this.list.push(new Fault(fault)); }

  clear(token) { this.list = this.list.filter((fault) => token && fault.token !== token); }

  take(call) {
    const fault = this.list.find((f) => f.fits(call));
    if (fault) fault.left -= 1;
    return fault;
  }
}

module.exports = { Faults };
