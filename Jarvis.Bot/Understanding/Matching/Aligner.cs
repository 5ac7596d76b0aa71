using System.Runtime.InteropServices;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Slots;

namespace Jarvis.Bot.Understanding.Matching;

/// <summary>
/// Lays a message along an example so that as much weight as possible meets (global sequence alignment, S. B. Needleman
/// and C. D. Wunsch, J. Mol. Biol. 48, 1970), where a slot takes all words of a reading at once and a text takes any run.
/// </summary>
internal static class Aligner
{
    /// <summary>An example's required slot that is not there costs little: it can be asked for.</summary>
    private const double AskableSlot = 0.35;

    /// <summary>What a text swallows could often be said better by a slot.</summary>
    private const double RunToken = 0.02;

    private enum Step { None, Word, Slot, SkipElement, SkipToken, RunStart, RunGoOn, RunEnd }

    [StructLayout(LayoutKind.Auto)]
    private record struct Cell(double Value, Step Step, int FromToken);

    public static Alignment Align(Template template, MessageView view)
    {
        var elements = template.Elements;
        var (rows, columns) = (elements.Length + 1, view.Count + 1);

        // The second layer is "inside the run that element i-1 is".
        var cells = new Cell[rows * columns];
        var runs = new Cell[rows * columns];
        Array.Fill(cells, new Cell(double.NegativeInfinity, Step.None, 0));
        Array.Fill(runs, new Cell(double.NegativeInfinity, Step.None, 0));
        cells[0] = new Cell(0, Step.None, 0);

        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                if (i > 0 && j > 0 && elements[i - 1].IsRun && view.MayEnd(elements[i - 1].Type, j - 1))
                    Improve(ref cells[(i * columns) + j], runs[(i * columns) + j].Value, Step.RunEnd, j);
                var here = cells[(i * columns) + j].Value;
                if (j < view.Count && i > 0 && elements[i - 1].IsRun && view.MayHold(elements[i - 1].Type, j)) Improve(ref runs[(i * columns) + j + 1], runs[(i * columns) + j].Value - RunToken, Step.RunGoOn, j);
                if (double.IsNegativeInfinity(here)) continue;
                if (j < view.Count) Improve(ref cells[(i * columns) + j + 1], here - (0.5 * view.Weights[j]), Step.SkipToken, j);
                if (i == elements.Length) continue;

                var element = elements[i];
                Improve(ref cells[((i + 1) * columns) + j], here - (0.5 * MissCost(template, element)), Step.SkipElement, j);
                if (j == view.Count) continue;
                if (element.IsRun)
                {
                    if (view.MayBegin(element.Type, j)) Improve(ref runs[((i + 1) * columns) + j + 1], here + element.Weight - RunToken, Step.RunStart, j);
                }
                else if (element.Slot is not null)
                {
                    if (!(i > 0 && elements[i - 1].IsRun && SlotReaders.IsTime(element.Type) && view.BelongsToBefore(j)) && view.Slots.At(element.Type, j) is { } slot) Improve(ref cells[((i + 1) * columns) + slot.To], here + (element.Weight * slot.Quality), Step.Slot, j);
                }
                else if (view.Quality(j, element.WordId) is > 0 and var quality) Improve(ref cells[((i + 1) * columns) + j + 1], here + (element.Weight * quality), Step.Word, j);
            }
        }
        return Trace(template, view, cells, runs, columns);
    }

    private static void Improve(ref Cell cell, double value, Step step, int from)
    {
        if (value > cell.Value) cell = new Cell(value, step, from);
    }

    private static double MissCost(Template template, Element element) =>
        element.Slot is { } slot && template.Intent.Ask.ContainsKey(slot) ? AskableSlot : element.Weight;

    private static Alignment Trace(Template template, MessageView view, Cell[] cells, Cell[] runs, int columns)
    {
        var (i, j, inRun, runEnd) = (template.Elements.Length, view.Count, false, 0);
        var filled = new Dictionary<string, SlotMatch>(StringComparer.Ordinal);
        var texts = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        var (left, missed) = (new List<int>(), new List<Element>());
        var (matched, missedWeight, verbatim) = (0.0, 0.0, true);
        while (true)
        {
            var cell = inRun ? runs[(i * columns) + j] : cells[(i * columns) + j];
            if (cell.Step == Step.None) break;
            switch (cell.Step)
            {
                case Step.RunEnd: (inRun, runEnd) = (true, j); break;
                case Step.RunGoOn: j = cell.FromToken; break;
                case Step.RunStart:
                    texts[template.Elements[i - 1].Slot!] = (cell.FromToken, runEnd);
                    matched += template.Elements[i - 1].Weight;
                    (i, j, inRun) = (i - 1, cell.FromToken, false);
                    break;
                case Step.SkipToken: left.Add(cell.FromToken); j = cell.FromToken; break;
                case Step.SkipElement:
                    missed.Add(template.Elements[--i]);
                    missedWeight += MissCost(template, template.Elements[i]);
                    break;
                case Step.Slot:
                    var element = template.Elements[--i];
                    var slot = view.Slots.At(element.Type, cell.FromToken)!;
                    filled[element.Slot!] = slot;
                    matched += element.Weight * slot.Quality;
                    j = cell.FromToken;
                    break;
                case Step.Word:
                    var word = template.Elements[--i];
                    var quality = view.Quality(cell.FromToken, word.WordId);
                    matched += word.Weight * quality;
                    verbatim &= WordIndex.IsSameWord(quality);
                    j = cell.FromToken;
                    break;
            }
        }
        left.Reverse();
        return new Alignment(template)
        {
            Matched = matched, Missed = missedWeight, Left = left.Sum(t => view.Weights[t]),
            Filled = filled, Runs = texts, LeftTokens = left, MissedElements = missed, Verbatim = verbatim,
        };
    }
}
