// discord.js, with which most bots are written, as the judge of the stand-in: logs in, is welcomed, reads, answers, presses on, is cut off and
// comes back. What it sees is printed, a line each.
const { Client, GatewayIntentBits, Partials, Events, ButtonBuilder, ActionRowBuilder, ButtonStyle, ModalBuilder, TextInputBuilder, TextInputStyle, LabelBuilder } = require('discord.js');
const zlib = require('node:zlib');
const WebSocket = require('ws');

const [api, token] = process.argv.slice(2);
const client = new Client({
  intents: [GatewayIntentBits.DirectMessages],
  partials: [Partials.Channel, Partials.Message],
  rest: { api, retries: 0 },
});

client.once(Events.ClientReady, ready => {
  console.log(`ready ${ready.user.username} ${ready.application.id}`);
});
client.on(Events.ShardResume, (id, replayed) => console.log(`resumed ${replayed}`));
client.on(Events.MessageCreate, async message => {
  if (message.author.bot) return;
  console.log(`message ${message.author.globalName}: ${message.content}`);
  if (message.content !== 'buttons') return;
  const row = new ActionRowBuilder().addComponents(new ButtonBuilder().setCustomId('d:edit:1').setLabel('Edit').setStyle(ButtonStyle.Secondary));
  const sent = await message.channel.send({ content: 'choose', components: [row], nonce: 'n1', enforceNonce: true, files: [{ attachment: Buffer.from('a,b'), name: 'rows.csv' }] });
  await sent.edit({ content: 'choose now' });
  const page = await message.channel.messages.fetch({ after: message.id, limit: 10 });
  console.log(`sent ${sent.content} ${page.size} ${page.first().attachments.first().name}`);
});
client.on(Events.InteractionCreate, async interaction => {
  if (interaction.isButton()) {
    console.log(`pressed ${interaction.customId}`);
    const input = new TextInputBuilder().setCustomId('to').setStyle(TextInputStyle.Short).setValue('ann').setRequired(false);
    await interaction.showModal(new ModalBuilder().setCustomId(interaction.customId).setTitle('Change').addLabelComponents(new LabelBuilder().setLabel('to').setTextInputComponent(input)));
  } else if (interaction.isModalSubmit()) {
    console.log(`filled in ${interaction.fields.getTextInputValue('to')}`);
    await interaction.deferUpdate();
  } else if (interaction.isChatInputCommand()) {
    console.log(`command ${interaction.commandName} ${interaction.options.getString('kind')}`);
    await interaction.deferReply();
    await interaction.editReply('answered later');
  }
});
client.on(Events.Error, error => console.log(`error ${error.message}`));
process.on('unhandledRejection', error => console.log(`error ${error?.message}`));

// The compressed stream, read by zlib itself: one inflate for all messages, flushed after each.
const gateway = api.replace('http', 'ws').replace('/api', '');
const inflate = zlib.createInflate({ chunkSize: 65536, flush: zlib.constants.Z_SYNC_FLUSH });
inflate.on('data', text => console.log(`inflated ${JSON.parse(text).op}`));
const raw = new WebSocket(`${gateway}/?v=10&encoding=json&compress=zlib-stream`);
raw.on('message', data => inflate.write(data));
raw.on('open', () => raw.send('{"op":1,"d":null}'));

client.login(token).catch(error => console.log(`error ${error.message}`));
