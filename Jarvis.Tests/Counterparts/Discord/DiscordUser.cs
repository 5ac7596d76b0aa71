using System.Text.Json.Nodes;

namespace Jarvis.Tests.Counterparts.Discord;

/// <summary>Somebody who uses Discord: writes, presses, uses commands, fills in forms; in a direct message, or in a server's channel.</summary>
public sealed class DiscordUser(DiscordServer server, string id, string name)
{
    public const string Server = "900000000000000001";
    private const int ServerText = 0;
    private const int DirectMessage = 1;

    private (string Type, JsonObject Data) last;

    public string Id { get; } = id;

    /// <summary>The conversation with the bot alone.</summary>
    public string Direct { get; } = $"5{id}";

    /// <summary>Set to write and press in a server's channel instead.</summary>
    public string? Channel { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public string Where => Channel ?? Direct;

    /// <summary>What the conversation shows.</summary>
    public IReadOnlyList<DiscordMessage> Sees => server.Rest.In(Where);

    /// <summary>Writes a message; in a server the bot is mentioned where the text says <c>@Jarvis</c>.</summary>
    public string Say(string text, params (string Name, byte[] Content)[] files)
    {
        var mentioned = text.Contains("@Jarvis", StringComparison.Ordinal);
        var message = new DiscordMessage(server.NewId(), Where, Id, text.Replace("@Jarvis", $"<@{DiscordServer.Bot}>", StringComparison.Ordinal))
        {
            Files = files,
            Mentions = mentioned ? [DiscordRestStandIn.BotUser()] : [],
        };
        server.Rest.Add(message);
        var shown = server.Rest.Show(message);
        (shown["author"], shown["channel_type"]) = (Who(), Channel is null ? DirectMessage : ServerText);
        if (Channel is not null) (shown["guild_id"], shown["member"]) = (Server, Member());
        Happen("MESSAGE_CREATE", shown);
        return message.Id;
    }

    /// <summary>The last event again, as after a resume.</summary>
    public void Redeliver() => server.Gateway.Dispatch(last.Type, last.Data);

    /// <summary>Presses the button that says this, under the last message that has it. The interaction's id.</summary>
    public string Press(string label)
    {
        var under = Sees.Last(m => m.Buttons.Contains(label, StringComparer.Ordinal));
        return Interact(3, new JsonObject { ["component_type"] = 2, ["custom_id"] = under.Button(label) }, isCommand: false, ("message", server.Rest.Show(under)));
    }

    public string Command(string command, params (string Name, JsonNode Value)[] options) => Interact(2, new JsonObject
    {
        ["id"] = "1", ["name"] = command, ["type"] = 1,
        ["options"] = new JsonArray([.. options.Select(o => new JsonObject { ["name"] = o.Name, ["type"] = 3, ["value"] = o.Value.DeepClone() })]),
    }, isCommand: true);

    /// <summary>Fills in the form with which a press was answered; what is not named is left as it stands there.</summary>
    public string Submit(string press, params (string Name, string Value)[] answers)
    {
        var form = server.Rest.AnswerTo(press)!;
        if ((int)form["type"]! != 9) throw new InvalidOperationException($"The press was not answered with a form: {form}");
        var data = form["data"]!;
        return Interact(5, new JsonObject
        {
            ["custom_id"] = data["custom_id"]!.DeepClone(),
            ["components"] = new JsonArray([.. data["components"]!.AsArray().Select(label => new JsonObject
            {
                ["type"] = 18,
                ["component"] = new JsonObject
                {
                    ["type"] = 4,
                    ["custom_id"] = label!["component"]!["custom_id"]!.DeepClone(),
                    ["value"] = answers.FirstOrDefault(a => a.Name == (string)label["component"]!["custom_id"]!).Value ?? (string?)label["component"]!["value"] ?? "",
                },
            })]),
        }, isCommand: false);
    }

    private string Interact(int type, JsonObject data, bool isCommand, params (string Name, JsonNode Value)[] more)
    {
        var interaction = server.Rest.Begin(Where, isCommand, out var token);
        var shown = new JsonObject
        {
            ["id"] = interaction, ["application_id"] = DiscordServer.Bot, ["type"] = type, ["data"] = data, ["token"] = token, ["version"] = 1, ["channel_id"] = Where,
            ["entitlements"] = new JsonArray(), ["authorizing_integration_owners"] = new JsonObject(), ["locale"] = "en-GB", ["attachment_size_limit"] = 10_485_760,
        };
        shown["channel"] = new JsonObject { ["id"] = Where, ["type"] = Channel is null ? DirectMessage : ServerText };
        foreach (var (key, value) in more) shown[key] = value;
        if (Channel is null) shown["user"] = Who();
        else (shown["guild_id"], shown["member"]) = (Server, Member());
        if (Channel is not null) shown["member"]!["user"] = Who();
        Happen("INTERACTION_CREATE", shown);
        return interaction;
    }

    private void Happen(string type, JsonObject data)
    {
        last = (type, data);
        server.Gateway.Dispatch(type, data);
    }

    private JsonObject Who() => new() { ["id"] = Id, ["username"] = name.ToLowerInvariant(), ["global_name"] = name, ["discriminator"] = "0", ["avatar"] = null };

    private JsonObject Member() => new() { ["roles"] = new JsonArray([.. Roles.Select(r => JsonValue.Create(r))]), ["joined_at"] = server.Now(), ["deaf"] = false, ["mute"] = false, ["flags"] = 0 };
}
