using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Hooks;
using Jarvis.Skills.Domains.Sales.Answering;
using Jarvis.Skills.Domains.Sales.Crm;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Drafts;
using Jarvis.Skills.Domains.Sales.Duplicates;
using Jarvis.Skills.Domains.Sales.Import;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Quotes;
using Jarvis.Skills.Domains.Sales.Replies;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Domains.Sales.Sequences;
using Jarvis.Skills.Domains.Sales.Tasks;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Skills.Domains.Sales;

/// <summary>Registers the sales domain.</summary>
public static class SalesSetup
{
    public static IServiceCollection AddSales(this IServiceCollection services)
    {
        services.AddOptions<SalesOptions>().BindConfiguration(SalesOptions.Section).ValidateAnnotations(SalesOptions.Section);
        services.AddScoring().AddSingleton<LeadIntake>().AddSingleton<LeadBook>();
        services.AddSingleton<IInboundHook, LeadHook>();
        services.AddSingleton<QuietLeads>().AddSingleton<AnswerChoice>().AddSingleton<LeadMails>().AddSingleton<FirstAnswer>().AddSingleton<FirstResponses>().AddSingleton<LeadArrivals>();
        services.AddSingleton<DraftBook>().AddSingleton<DraftCheck>().AddSingleton<LeadDrafts>();
        services.AddEffect<ILeadChanges, LeadChanges>();
        services.AddSingleton<LeadNames>().AddSingleton<IVocabulary>(s => s.GetRequiredService<LeadNames>()).AddSingleton<IPeriodicWork>(s => s.GetRequiredService<LeadNames>());
        services.AddDeals().AddQuotes();
        services.AddEffect<ILeadTasks, LeadTasks>();
        services.AddSingleton<ImportDesk>().AddSingleton<ImportPart>().AddSingleton<KnownContacts>().AddEffect<ILeadImports, LeadImports>();
        services.AddSingleton<ComparedContacts>().AddSingleton<DuplicateFinder>().AddEffect<IContactMerges, ContactMerges>();
        services.AddSingleton<IEventHandler>(s => s.GetRequiredService<LeadArrivals>());
        services.AddDomain<LeadSkill>("sales", "Sales")
            .Functions<LeadActionSkill>()
            .Functions<LeadNoteSkill>()
            .Functions<AnswerSkill>()
            .Functions<ResponseTimesSkill>()
            .Functions<DraftSkill>()
            .Functions<DealSkill>()
            .Functions<DealActionSkill>()
            .Functions<DealFiguresSkill>()
            .Functions<QuoteSkill>()
            .Functions<ImportSkill>()
            .Functions<DuplicateSkill>()
            .Functions<TaskSkill>()
            .Functions<ScoringSkill>()
            .Agent<SalesAgent>()
            .Agent<DealsAgent>()
            .AddSequences()
            .Handler<LeadReplies>()
            .Handler<QuoteAccepted>()
            .Work<AnswerWatch>()
            .Work<DailyScores>()
            .Work<TaskWatch>()
            .Work<ReplyWatch>()
            .Section<SalesSection>()
            .AddCrm()
            .Vocabulary<StageNames>()
            .Dropped(".csv", new FunctionCall("sales.import_preview"))
            .Dropped(".tsv", new FunctionCall("sales.import_preview"));
        return services;
    }
}
