using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Pages;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>Registers the quotes' part of Sales.</summary>
internal static class QuotesSetup
{
    public static IServiceCollection AddQuotes(this IServiceCollection services)
    {
        services.AddOptions<QuoteOptions>().BindConfiguration(QuoteOptions.Section).ValidateAnnotations(QuoteOptions.Section);
        services.AddSingleton<QuoteBook>().AddSingleton<QuotePage>().AddSingleton<QuoteLetter>();
        services.AddSingleton<IPublicPage, QuoteDoor>();
        services.AddEffect<IQuotes, QuoteWriter>();
        return services;
    }
}
