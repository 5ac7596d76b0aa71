// What a bot says about itself.
class Profile {
  constructor() { this.commands = {}; }

  methods() {
    return {
      getMe: ({ token }) => bot(token),
      setMyCommands: ({ token, body }) => { this.commands[token] = body.commands; return true; },
      getMyCommands: ({ token }) => this.commands[token] ?? [],
      deleteMyCommands: ({ token }) => { delete this.commands[token]; return true; },
      sendChatAction: () => true,
      setChatMenuButton: () => true,
    };
  }
}

const bot = (token) => ({ id: parseInt(token, 10), is_bot: true, first_name: 'Jarvis', username: 'JarvisTestBot', can_join_groups: true });

module.exports = { Profile, bot };
