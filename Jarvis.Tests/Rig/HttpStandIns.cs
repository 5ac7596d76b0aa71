using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace Jarvis.Tests.Rig;

/// <summary>Puts a stand-in where the network would be.</summary>
internal static class HttpStandIns
{
    /// <summary>Every HTTP client that is registered so far speaks to this handler, whatever its own registration says.</summary>
    public static IServiceCollection SpeakTo(this IServiceCollection services, Func<HttpMessageHandler> standIn) =>
        services.ConfigureAll<HttpClientFactoryOptions>(options => options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = standIn()));
}
