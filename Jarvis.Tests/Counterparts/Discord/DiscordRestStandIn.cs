using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Jarvis.Tests.Counterparts.Discord;

/// <summary>A message as it stands in a conversation.</summary>
public sealed record DiscordMessage(string Id, string Channel, string Author, string Content)
{
    public JsonArray Embeds { get; init; } = [];

    public JsonArray Components { get; init; } = [];

    public IReadOnlyList<(string Name, byte[] Content)> Files { get; init; } = [];

    public string? Nonce { get; init; }

    public int Edits { get; init; }

    /// <summary>The command that it answers.</summary>
    public string? Interaction { get; init; }

    /// <summary>Acknowledged, and not answered yet: "Jarvis is thinking …".</summary>
    public bool IsThinking { get; init; }

    public JsonArray Mentions { get; init; } = [];

    /// <summary>False when it was sent so that whatever it says notifies nobody.</summary>
    public bool MayNotify { get; init; } = true;

    /// <summary>What the buttons under it say.</summary>
    public IEnumerable<string> Buttons => Components.SelectMany(r => r!["components"]!.AsArray()).Select(b => (string)b!["label"]!);

    /// <summary>The data of the button that says this.</summary>
    public string Button(string label) => (string)Components.SelectMany(r => r!["components"]!.AsArray()).Single(b => (string)b!["label"]! == label)!["custom_id"]!;
}

/// <summary>The REST methods that a bot uses, with what they refuse.</summary>
public sealed class DiscordRestStandIn(DiscordServer server)
{
    private readonly Lock gate = new();
    private readonly List<DiscordMessage> messages = [];
    private readonly Dictionary<string, (string Token, string Channel, bool IsCommand, JsonNode? Answer)> interactions = new(StringComparer.Ordinal);

    public JsonArray Commands { get; private set; } = [];

    public int SessionsLeft { get; set; } = 1000;

    /// <summary>For how long the address of an interaction's answer is good; a test ends it.</summary>
    public bool AnswersHaveRunOut { get; set; }

    public int Typing { get; private set; }

    public IReadOnlyList<DiscordMessage> All()
    {
        lock (gate) return [.. messages];
    }

    public IReadOnlyList<DiscordMessage> In(string channel) => [.. All().Where(m => m.Channel == channel)];

    /// <summary>What an interaction was answered with: {"type": 9, "data": …}; null while it is not acknowledged.</summary>
    public JsonNode? AnswerTo(string interaction)
    {
        lock (gate) return interactions[interaction].Answer;
    }

    public static JsonObject BotUser() => new()
    {
        ["id"] = DiscordServer.Bot, ["username"] = "Jarvis", ["discriminator"] = "0000", ["avatar"] = null, ["bot"] = true, ["global_name"] = null,
    };

    public void Add(DiscordMessage message)
    {
        lock (gate) messages.Add(message);
    }

    public string Begin(string channel, bool isCommand, out string token)
    {
        var id = server.NewId();
        token = $"aW50ZXJhY3Rpb246{Guid.NewGuid():n}";
        lock (gate) interactions[id] = (token, channel, isCommand, null);
        return id;
    }

    public JsonObject Show(DiscordMessage message) => new()
    {
        ["id"] = message.Id,
        ["channel_id"] = message.Channel,
        ["author"] = message.Author == DiscordServer.Bot ? BotUser() : new JsonObject { ["id"] = message.Author, ["username"] = $"user{message.Author}", ["global_name"] = null, ["discriminator"] = "0", ["avatar"] = null },
        ["content"] = message.Content,
        ["timestamp"] = server.Now(),
        ["edited_timestamp"] = message.Edits > 0 ? server.Now() : null,
        ["tts"] = false,
        ["mention_everyone"] = false,
        ["mentions"] = message.Mentions.DeepClone(),
        ["mention_roles"] = new JsonArray(),
        ["attachments"] = new JsonArray([.. message.Files.Select((f, i) => new JsonObject
        {
            ["id"] = $"{i + 1}", ["filename"] = f.Name, ["size"] = f.Content.Length, ["url"] = $"{server.Address}/attachments/{message.Id}/{i}", ["proxy_url"] = $"{server.Address}/attachments/{message.Id}/{i}", ["content_type"] = "application/octet-stream",
        })]),
        ["embeds"] = message.Embeds.DeepClone(),
        ["components"] = message.Components.DeepClone(),
        ["pinned"] = false,
        ["type"] = message.Interaction is null ? 0 : 20,
        ["flags"] = message.IsThinking ? 128 : 0,
    };

    internal async Task<(int Status, JsonNode? Body)> AnswerAsync(HttpRequest request, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["attachments", var of, var number]) return await FileAsync(request, of, int.Parse(number));
        // The address of an interaction is its own proof.
        if (parts[0] is not ("interactions" or "webhooks") && request.Headers.Authorization != $"Bot {DiscordServer.Token}") return (401, Error(0, "401: Unauthorized"));
        var (body, files) = await ReadAsync(request);
        lock (gate)
            return (request.Method, parts) switch
            {
                ("GET", ["gateway", "bot"]) => (200, Gateway()),
                ("GET", ["applications", "@me"]) => (200, new JsonObject { ["id"] = DiscordServer.Bot, ["name"] = "Jarvis", ["bot"] = BotUser() }),
                ("GET", ["users", "@me"]) => (200, BotUser()),
                ("PUT", ["applications", DiscordServer.Bot, "commands"]) => (200, (Commands = body!.AsArray().DeepClone().AsArray()).DeepClone()),
                ("POST", ["channels", _, "typing"]) => Typed(),
                ("GET", ["channels", var id]) => (200, new JsonObject { ["id"] = id, ["type"] = 1, ["recipients"] = new JsonArray() }),
                ("GET", ["channels", var id, "messages"]) => (200, Page(id, request.Query)),
                ("POST", ["channels", var id, "messages"]) => Post(id, body!.AsObject(), files),
                ("PATCH", ["channels", var id, "messages", var message]) => Edit(messages.FindIndex(m => m.Channel == id && m.Id == message && m.Author == DiscordServer.Bot), body!.AsObject(), files),
                ("POST", ["interactions", var id, var token, "callback"]) => Acknowledge(id, token, body!),
                ("PATCH", ["webhooks", DiscordServer.Bot, var token, "messages", "@original"]) => AnswerInteraction(token, body!.AsObject(), files),
                _ => (404, Error(0, "404: Not Found")),
            };
    }

    private static JsonObject Error(int code, string message) => new() { ["code"] = code, ["message"] = message };

    private static JsonObject Invalid(string field, string message) => new()
    {
        ["code"] = 50035,
        ["message"] = "Invalid Form Body",
        ["errors"] = new JsonObject { [field] = new JsonObject { ["_errors"] = new JsonArray(new JsonObject { ["code"] = "BASE_TYPE_BAD_LENGTH", ["message"] = message }) } },
    };

    private JsonObject Gateway() => new()
    {
        ["url"] = server.Address.Replace("http", "ws", StringComparison.Ordinal),
        ["shards"] = 1,
        ["session_start_limit"] = new JsonObject { ["total"] = 1000, ["remaining"] = SessionsLeft, ["reset_after"] = 600_000, ["max_concurrency"] = 1 },
    };

    private (int, JsonNode?) Typed()
    {
        Typing++;
        return (204, null);
    }

    private JsonArray Page(string channel, IQueryCollection query)
    {
        var after = ulong.Parse(query["after"].FirstOrDefault() ?? "0");
        var limit = int.Parse(query["limit"].FirstOrDefault() ?? "50");
        // The oldest after a mark; each page newest first.
        var found = messages.Where(m => m.Channel == channel && ulong.Parse(m.Id) > after).OrderBy(m => ulong.Parse(m.Id)).Take(limit).Reverse();
        return new JsonArray([.. found.Select(Show)]);
    }

    private (int, JsonNode?) Post(string channel, JsonObject body, IReadOnlyList<(string, byte[])> files)
    {
        if (Refusal(body, files) is { } refused) return (400, refused);
        var nonce = body["nonce"]?.ToString();
        if (nonce is not null && body["enforce_nonce"]?.GetValue<bool>() == true && messages.Find(m => m.Nonce == nonce) is { } same) return (200, Show(same));
        var message = With(new DiscordMessage(server.NewId(), channel, DiscordServer.Bot, "") { Nonce = nonce }, body, files);
        messages.Add(message);
        var shown = Show(message);
        if (nonce is not null) shown["nonce"] = nonce;
        server.Gateway.Dispatch("MESSAGE_CREATE", shown);
        return (200, shown);
    }

    private (int, JsonNode?) Edit(int at, JsonObject body, IReadOnlyList<(string, byte[])> files)
    {
        if (at < 0) return (404, Error(10008, "Unknown Message"));
        if (Refusal(body, files, changes: true) is { } refused) return (400, refused);
        messages[at] = With(messages[at], body, files) with { Edits = messages[at].Edits + 1, IsThinking = false };
        return (200, Show(messages[at]));
    }

    private (int, JsonNode?) Acknowledge(string id, string token, JsonNode body)
    {
        if (!interactions.TryGetValue(id, out var interaction) || interaction.Token != token) return (404, Error(10062, "Unknown interaction"));
        if (interaction.Answer is not null) return (400, Error(40060, "Interaction has already been acknowledged."));
        interactions[id] = interaction with { Answer = body.DeepClone() };
        if ((int)body["type"]! == 5) messages.Add(new DiscordMessage(server.NewId(), interaction.Channel, DiscordServer.Bot, "") { Interaction = id, IsThinking = true });
        return (204, null);
    }

    private (int, JsonNode?) AnswerInteraction(string token, JsonObject body, IReadOnlyList<(string, byte[])> files)
    {
        var id = interactions.FirstOrDefault(i => i.Value.Token == token).Key;
        if (id is null || AnswersHaveRunOut) return (401, Error(50027, "Invalid Webhook Token"));
        var at = messages.FindIndex(m => m.Interaction == id);
        return at < 0 ? (404, Error(10015, "Unknown Webhook")) : Edit(at, body, files);
    }

    private static JsonObject? Refusal(JsonObject body, IReadOnlyList<(string, byte[])> files, bool changes = false)
    {
        var content = body["content"]?.ToString() ?? "";
        var buttons = body["components"]?.AsArray() ?? [];
        if (content.Length > 2000) return Invalid("content", "Must be 2000 or fewer in length.");
        if (!changes && string.IsNullOrWhiteSpace(content) && files.Count == 0 && (body["embeds"]?.AsArray().Count ?? 0) == 0) return Error(50006, "Cannot send an empty message");
        if (body["nonce"]?.ToString().Length > 25) return Invalid("nonce", "Must be 25 or fewer in length.");
        if (buttons.Count > 5 || buttons.Any(r => r!["components"]!.AsArray().Count is 0 or > 5)) return Invalid("components", "Must be between 1 and 5 in length.");
        var ids = buttons.SelectMany(r => r!["components"]!.AsArray()).Select(b => (string)b!["custom_id"]!).ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count) return Invalid("components", "Component custom id cannot be duplicated");
        return ids.Exists(i => i.Length > 100) ? Invalid("components", "Must be between 1 and 100 in length.") : null;
    }

    private static DiscordMessage With(DiscordMessage message, JsonObject body, IReadOnlyList<(string, byte[])> files) => message with
    {
        Content = body.ContainsKey("content") ? (body["content"]?.ToString() ?? "").Trim() : message.Content,
        Embeds = body["embeds"]?.DeepClone().AsArray() ?? message.Embeds,
        Components = body["components"]?.DeepClone().AsArray() ?? message.Components,
        Files = files.Count > 0 ? files : message.Files,
        MayNotify = body["allowed_mentions"]?["parse"] is not JsonArray { Count: 0 },
    };

    private async Task<(int, JsonNode?)> FileAsync(HttpRequest request, string of, int number)
    {
        var (_, content) = All().Single(m => m.Id == of).Files[number];
        await request.HttpContext.Response.Body.WriteAsync(content);
        return (200, null);
    }

    private static async Task<(JsonNode? Body, IReadOnlyList<(string, byte[])> Files)> ReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            var text = await reader.ReadToEndAsync();
            return (text.Length == 0 ? null : JsonNode.Parse(text), []);
        }
        var form = await request.ReadFormAsync();
        var files = new List<(string, byte[])>();
        foreach (var file in form.Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content);
            files.Add((file.FileName, content.ToArray()));
        }
        // As a text field, or as a part of its own.
        var payload = form.TryGetValue("payload_json", out var field) ? field.ToString() : Encoding.UTF8.GetString(files.Find(f => f.Item1 == "payload_json").Item2);
        return (JsonNode.Parse(payload), files);
    }
}
