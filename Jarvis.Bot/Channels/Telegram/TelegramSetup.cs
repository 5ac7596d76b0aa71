using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Telegram;

/// <summary>Registers Telegram.</summary>
public static class TelegramSetup
{
    public static IServiceCollection AddTelegram(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelegramOptions>().Bind(configuration.GetSection(TelegramOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelegramOptions>, TelegramOptionsCheck>();
        services.AddSingleton<TelegramConnection>().AddSingleton<MessageIds>().AddSingleton<TelegramInbound>().AddSingleton<TelegramSender>();
        return services.AddChannel<TelegramChannel>();
    }

    /// <summary>The webhook: proves itself by its secret, not by the page's sign-in.</summary>
    public static IEndpointRouteBuilder MapTelegram(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/telegram/{bot}", (HttpRequest request, TelegramConnection telegram, TelegramInbound inbound, CancellationToken cancel) =>
            TelegramWebhook.TakeAsync(request, telegram, inbound, cancel)).AllowAnonymous().DisableAntiforgery();
        return routes;
    }
}
