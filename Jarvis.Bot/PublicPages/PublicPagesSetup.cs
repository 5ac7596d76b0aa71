using Jarvis.Skills.Business.Pages;

namespace Jarvis.Bot.PublicPages;

/// <summary>Registers the pages for people outside the business.</summary>
public static class PublicPagesSetup
{
    public static IServiceCollection AddPublicPages(this IServiceCollection services) => services.AddSingleton<PublicPageEndpoint>();

    public static IEndpointRouteBuilder MapPublicPages(this IEndpointRouteBuilder routes)
    {
        foreach (var page in routes.ServiceProvider.GetServices<IPublicPage>())
        {
            routes.MapGet($"/{page.Name}/{{token}}", (string token, HttpContext http, PublicPageEndpoint pages) => pages.ShowAsync(page, token, http)).AllowAnonymous();
            routes.MapPost($"/{page.Name}/{{token}}", (string token, HttpContext http, PublicPageEndpoint pages) => pages.TakeAsync(page, token, http)).AllowAnonymous().DisableAntiforgery();
        }
        return routes;
    }
}
