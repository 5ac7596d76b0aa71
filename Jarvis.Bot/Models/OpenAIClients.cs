using System.ClientModel;
using System.ClientModel.Primitives;
using Jarvis.Skills.Business.Models;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Jarvis.Bot.Models;

/// <summary>OpenAI, and whoever speaks as it does: Gemini at its compatible address, Ollama, and servers of one's own.</summary>
internal static class OpenAIClients
{
    private const string GeminiUrl = "https://generativelanguage.googleapis.com/v1beta/openai/";

    public static IChatClient Make(ModelProviderOptions provider, string model, HttpClient http)
    {
        var options = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        var url = provider.Url.Length > 0 ? provider.Url : provider.Kind == ModelProviderKind.Gemini ? GeminiUrl : null;
        if (url is not null) options.Endpoint = new Uri(url);
        // A server of one's own may want no key, but the library wants one.
        return new OpenAI.Chat.ChatClient(model, new ApiKeyCredential(provider.Key.Length > 0 ? provider.Key : "none"), options).AsIChatClient();
    }
}
