using System.Runtime.CompilerServices;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Jarvis.Skills.Business.Models;
using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Models;

/// <summary>Anthropic, by its own library.</summary>
internal static class AnthropicClients
{
    private static bool used;

    public static IChatClient Make(ModelProviderOptions provider, string model, int maxOutputTokens, HttpClient http)
    {
        used = true;
        var client = new AnthropicClient { ApiKey = provider.Key, AuthToken = null, HttpClient = http, MaxRetries = 0, Timeout = TimeSpan.FromDays(1) };
        if (provider.Url.Length > 0) client = new AnthropicClient { ApiKey = provider.Key, AuthToken = null, HttpClient = http, MaxRetries = 0, Timeout = TimeSpan.FromDays(1), BaseUrl = provider.Url };
        return client.AsIChatClient(model, maxOutputTokens);
    }

    /// <summary>The same text, with the request to keep the prompt up to its end for five minutes.</summary>
    public static TextContent Kept(TextContent text) => new TextContent(text.Text).WithCacheControl(Ttl.Ttl5m);

    /// <summary>The HTTP status of an error of the library; null for any other error. Does not load the library to find out.</summary>
    public static int? StatusOf(Exception error) => used ? Status(error) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int? Status(Exception error) => error is AnthropicApiException api ? (int)api.StatusCode : null;
}
