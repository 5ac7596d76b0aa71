using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>What the Bot Framework brings: a message, a pressed button, somebody who joined. Of its many fields those that are read here.</summary>
internal sealed record Activity
{
    /// <summary>As its JSON names things; letters of all languages stay letters, which keeps messages under the size limit.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 64,
    };

    public required string Type { get; init; }

    public string? Id { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public string? ServiceUrl { get; init; }

    public string? ChannelId { get; init; }

    public Account? From { get; init; }

    public Account? Recipient { get; init; }

    public required Conversation Conversation { get; init; }

    public string? Text { get; init; }

    /// <summary>Of an invoke: "adaptiveCard/action".</summary>
    public string? Name { get; init; }

    /// <summary>Of an installation: "add", "remove".</summary>
    public string? Action { get; init; }

    /// <summary>The message whose button was pressed.</summary>
    public string? ReplyToId { get; init; }

    public JsonElement? Value { get; init; }

    public IReadOnlyList<Attachment> Attachments { get; init => field = Given(value); } = [];

    public IReadOnlyList<Entity> Entities { get; init => field = Given(value); } = [];

    public IReadOnlyList<Account> MembersAdded { get; init => field = Given(value); } = [];

    public ChannelData? ChannelData { get; init; }

    public string? TenantId => ChannelData?.Tenant?.Id ?? Conversation.TenantId;

    public bool IsPersonal => Conversation.ConversationType is null or "personal";

    /// <summary>Whether it has what every activity has, and nothing that is longer than the store takes.</summary>
    public bool IsWhole =>
        From is { Id.Length: > 0 and <= 200 } && Recipient is { Id.Length: > 0 and <= 200 } && Conversation is { Id.Length: > 0 and <= 170 }
        && Id is not { Length: > 100 } && ServiceUrl is { Length: <= 400 } && Uri.TryCreate(ServiceUrl, UriKind.Absolute, out _);

    private static IReadOnlyList<T> Given<T>(IReadOnlyList<T>? list) where T : class => list is null ? [] : [.. list.Where(one => one is not null)];
}

internal sealed record Account(string Id, string? Name);

internal sealed record Conversation(string Id, string? ConversationType, string? TenantId);

internal sealed record Attachment(string? ContentType, string? ContentUrl, string? Name, JsonElement? Content);

internal sealed record Entity(string? Type, Account? Mentioned, string? Text);

internal sealed record ChannelData(Tenant? Tenant, string? EventType);

internal sealed record Tenant(string? Id);
