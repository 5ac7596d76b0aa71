class TelegramError extends Error {
  constructor(status, description, parameters) {
    super(description);
    this.status = status;
    this.parameters = parameters;
  }
}

const bad = (what) => new TelegramError(400, `Bad Request: ${what}`);

function refuse(error, send) {
  if (!(error instanceof TelegramError)) console.error(error);
  const status = error.status ?? 500;
  send(status, {
    ok: false, error_code: status, description: status === 500 ? `Internal Server Error: ${error.message}` : error.message,
    ...(error.parameters && { parameters: error.parameters }),
  });
}

module.exports = { TelegramError, bad, refuse };
