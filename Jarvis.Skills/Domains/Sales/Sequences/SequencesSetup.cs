using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>Registers the follow-up sequences of Sales.</summary>
internal static class SequencesSetup
{
    public static DomainBuilder AddSequences(this DomainBuilder domain)
    {
        domain.Services.AddOptions<SequenceOptions>().BindConfiguration(SequenceOptions.Section).ValidateAnnotations(SequenceOptions.Section);
        domain.Services.AddSingleton<IValidateOptions<SequenceOptions>, SequenceOptionsCheck>();
        domain.Services.AddSingleton<SequenceCatalog>().AddSingleton<SequenceBook>().AddSingleton<SequenceLetters>().AddSingleton<StopSigns>().AddSingleton<SequenceEnds>();
        domain.Services.AddEffect<ISequences, SequenceWriter>();
        return domain.Functions<SequenceSkill>().Agent<SequenceAgent>().Handler<SequenceReplies>().Work<SequenceWatch>().Vocabulary<SequenceNames>();
    }
}
