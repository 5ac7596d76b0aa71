using Jarvis.Skills.Domains.Conversation;
using Jarvis.Skills.Domains.CostOptimisation;
using Jarvis.Skills.Domains.Sales;
using Jarvis.Skills.Domains.SystemHealth;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Skills.Domains;

/// <summary>The one list of domains.</summary>
public static class AllDomains
{
    public static IServiceCollection AddAllDomains(this IServiceCollection services) => services
        .AddConversation()
        .AddCostOptimisation()
        .AddSales()
        .AddSystemHealth();
}
