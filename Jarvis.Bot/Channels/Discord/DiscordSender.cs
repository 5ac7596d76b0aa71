using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Discord.Rest;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>
/// Sends, edits and finds messages. A retry within minutes is no second message, because Discord knows the nonce; after a longer
/// absence the conversation is read (<see cref="FindAsync"/>). The answer to a slash command replaces its acknowledgement, which may
/// be done any number of times.
/// </summary>
internal sealed class DiscordSender(DiscordRest rest, DiscordBot bot, DiscordCalls calls, DiscordPast past, FileShelf files)
{
    /// <summary>The id of the message that arrived.</summary>
    public Task<string?> SendAsync(OutboundPart part, CancellationToken cancel) => TranslatedAsync<string?>(async () =>
    {
        if (part.File is null && part.Alert is null && !ShowsSomething(part.Markdown)) throw new DeliveryException("There is no text to send.") { Permanent = true };
        var (body, upload) = BodyOf(part);
        if (part.Answers is { } asked && await calls.TokenAsync(asked, cancel) is { } token && await AnswerAsync(token, body, upload, cancel) is { } answered) return answered;
        if (part.Key.Length > 0) (body["nonce"], body["enforce_nonce"]) = (NonceOf(part), true);
        return IdOf(await rest.CallAsync(HttpMethod.Post, $"/channels/{part.Address}/messages", body, upload, cancel));
    });

    public Task EditAsync(string id, OutboundPart part, CancellationToken cancel) => TranslatedAsync(async () =>
    {
        // Its file, if it has one, stays.
        return IdOf(await rest.CallAsync(HttpMethod.Patch, $"/channels/{part.Address}/messages/{id}", DiscordPayload.Of(part), null, cancel));
    });

    /// <summary>The id of the part's message, if it is among those after the mark; null when it is not.</summary>
    public async Task<string?> FindAsync(OutboundPart part, string? baseline, CancellationToken cancel)
    {
        // A command's answer has been there, empty, since the command was acknowledged.
        var command = part.Answers?.StartsWith(DiscordInteractions.Prefix, StringComparison.Ordinal) == true ? DiscordPast.ReadId(part.Answers[DiscordInteractions.Prefix.Length..]) : null;
        if ((command ?? DiscordPast.ReadId(baseline)) is not { } after) return null;
        try
        {
            var recorded = await past.RecordedAsync(part.Address, cancel);
            var (body, _) = BodyOf(part);
            await foreach (var message in past.SinceAsync(part.Address, after, cancel))
                if (!recorded.Contains(DiscordPast.IdOf(message)) && IsIt(message, part, body)) return IdOf(message);
            return null;
        }
        catch (DiscordRefusedException e)
        {
            // A refusal that passes would tell the outbox that the message did not arrive, which is just what is not known.
            throw DiscordErrors.Translate(e) is DeliveryException { Permanent: true } never ? never : new IOException("Discord did not say whether the message arrived.");
        }
    }

    private async Task<string?> AnswerAsync(string token, JsonObject body, Upload? upload, CancellationToken cancel)
    {
        try
        {
            return IdOf(await rest.CallAsync(HttpMethod.Patch, $"/webhooks/{bot.ApplicationId}/{token}/messages/@original", body.DeepClone(), upload, cancel));
        }
        catch (DiscordRefusedException e) when (e.IsAnswerOver)
        {
            return null;
        }
    }

    private (JsonObject Body, Upload? Upload) BodyOf(OutboundPart part)
    {
        var body = DiscordPayload.Of(part);
        if (part.File is not { } file) return (body, null);
        var name = DiscordPayload.FileName(file);
        body["attachments"] = new JsonArray(new JsonObject { ["id"] = "0", ["filename"] = name });
        files.PathOf(file);
        return (body, new Upload(name, file.ContentType, () => files.Open(file)));
    }

    private bool IsIt(JsonElement message, OutboundPart part, JsonObject body)
    {
        if (message.GetProperty("author").GetProperty("id").GetString() != bot.UserId) return false;
        if (message.TryGetProperty("nonce", out var nonce) && nonce.ValueKind == JsonValueKind.String) return nonce.GetString() == NonceOf(part);
        var file = message.TryGetProperty("attachments", out var attachments) && attachments.GetArrayLength() > 0 ? attachments[0].GetProperty("filename").GetString() : null;
        var embed = message.TryGetProperty("embeds", out var embeds) && embeds.GetArrayLength() > 0 && embeds[0].TryGetProperty("description", out var description) ? description.GetString() : null;
        var wanted = body["embeds"] is JsonArray { Count: > 0 } ours ? ours[0]!["description"]?.GetValue<string>() : null;
        return file == (part.File is { } sent ? DiscordPayload.FileName(sent) : null)
            && Same(message.GetProperty("content").GetString(), body["content"]!.GetValue<string>()) && Same(embed, wanted);
    }

    /// <summary>Discord trims what it stores.</summary>
    private static bool Same(string? one, string? other) => MarkdownCutter.Letters(one ?? "") == MarkdownCutter.Letters(other ?? "");

    /// <summary>At most 25 letters, and the same at each try.</summary>
    private static string NonceOf(OutboundPart part) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(part.Key)))[..24];

    private static bool ShowsSomething(string markdown) => PlainText.Visible(markdown).Any(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format);

    private static string IdOf(JsonElement message) => message.GetProperty("id").GetString()!;

    private static async Task<T> TranslatedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (DiscordRefusedException e)
        {
            throw DiscordErrors.Translate(e);
        }
        catch (FileNotFoundException e)
        {
            throw new DeliveryException(e.Message, e) { Permanent = true };
        }
    }
}
