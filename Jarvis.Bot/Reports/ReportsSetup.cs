using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Reports;

/// <summary>Registers the briefing and the weekly report, and Jarvis's own sections of them.</summary>
internal static class ReportsSetup
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton<DoneActions>().AddSingleton<SavedBook>().AddSingleton<ISavedBook>(s => s.GetRequiredService<SavedBook>()).AddSingleton<Standing>().AddSingleton<Headline>().AddSingleton<ReportWriter>().AddSingleton<ReportPage>();
        services.AddDomain<ReportsSkill>("reports", "Reports")
            .Section<DoneSection>().Section<DecisionsSection>().Section<SavedSection>()
            .Routine("reports.daily", "Daily briefing", "0 0 9 * * ?", new FunctionCall("reports.daily"))
            .Routine("reports.weekly", "Weekly report", "0 0 9 ? * MON", new FunctionCall("reports.weekly"));
        return services;
    }
}
