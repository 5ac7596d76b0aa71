using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Understanding.Learning;

/// <summary>What Jarvis has learnt from the owner's corrections, to be looked through and taken back.</summary>
internal sealed class LessonsSkill(Lessons lessons, LessonBook book)
{
    private const int Shown = 30;

    [KernelFunction("list"), Description("Lists what Jarvis has learnt from the owner's corrections: what was said, and what it means.")]
    public Answer List()
    {
        var known = lessons.Known;
        if (known.Count == 0) return new Answer("I have learnt nothing from you yet. When I misread you, say \"no, I meant …\".");
        return new Answer($"I have learnt {known.Count} of your own {(known.Count == 1 ? "phrase" : "phrases")}{(known.Count > Shown ? $"; the latest {Shown} are" : "")}. \"forget lesson {known[^1].Id}\" takes one back.")
        {
            Table = new Table(["No", "When you say", "You mean", "Taught by"],
                [.. known.TakeLast(Shown).Select(l => (IReadOnlyList<string>)[l.Id.ToString(CultureInfo.InvariantCulture), l.Text, l.Say, l.By])]),
        };
    }

    [KernelFunction("forget"), GovernsJarvis, Description("Takes back something that Jarvis has learnt from a correction.")]
    public PlannedAction Forget([Description("The lesson's number")] int number)
    {
        var lesson = lessons.Known.FirstOrDefault(l => l.Id == number) ?? throw new BadRequestException($"There is no lesson {number}. \"what have you learnt\" lists them.");
        return new PlannedAction
        {
            What = $"Forget that \"{lesson.Text}\" means \"{lesson.Say}\"",
            Needs = ClearanceLevel.Suggest,
            Targets = [number.ToString(CultureInfo.InvariantCulture)],
            Idempotent = true,
            Undo = $"say \"{lesson.Text}\", and then \"no, I meant {lesson.Say}\"",
            Commit = async (_, cancel) =>
            {
                await book.ForgetAsync(number, cancel);
                return new Outcome($"Forgotten: \"{lesson.Text}\" means nothing special any more.");
            },
        };
    }
}
