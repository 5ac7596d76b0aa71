using System.Globalization;
using Jarvis.Bench.Cost;
using Jarvis.Bench.Dates;
using Jarvis.Bench.HeldOut;
using Jarvis.Bench.Intents;
using Jarvis.Bench.Leads;
using Jarvis.Bench.Routing;
using Jarvis.Bench.Sales;
using Jarvis.Bench.Turn;

switch (args)
{
    case ["turn"]:
        await TurnBench.RunAsync();
        return 0;
    case ["cost"]:
        await CostBench.RunAsync();
        return 0;
    case ["reading"]:
        ReadingBench.Run(null);
        return 0;
    case ["reading", "--texts", var file]:
        ReadingBench.Run(file);
        return 0;
    case ["intents", "--data", var folder]:
        IntentsBench.Run(folder);
        return 0;
    case ["dates", "--data", var folder, .. var more]:
        return DatesBench.Run(folder, verbose: more.Contains("--wrong"));
    case ["leads", "--data", var folder]:
        SayScore(LeadsBench.Run(folder), null);
        return 0;
    case ["sales"]:
        SayScore(null, await SalesBench.RunAsync());
        return 0;
    case ["sales", "--data", var folder]:
        SayScore(LeadsBench.Run(folder), await SalesBench.RunAsync());
        return 0;
    case ["routing", "--data", var folder]:
        RoutingBench.Run(folder);
        return 0;
    default:
        await Console.Error.WriteLineAsync("""
            dotnet run -c Release --project bench -- turn
            dotnet run -c Release --project bench -- cost
            dotnet run -c Release --project bench -- reading [--texts FILE]
            dotnet run -c Release --project bench -- intents --data FOLDER
            dotnet run -c Release --project bench -- dates --data FOLDER [--wrong]
            dotnet run -c Release --project bench -- leads --data FOLDER
            dotnet run -c Release --project bench -- sales [--data FOLDER]
            dotnet run -c Release --project bench -- routing --data FOLDER
            """);
        return 2;
}

// The lead scorer's and the store's figures are one score, of which each part is left out that was not measured.
static void SayScore(LeadsScore? leads, SalesScore? sales)
{
    var parts = new List<FormattableString>();
    if (leads is not null) parts.Add($"auc={leads.Auc:0.0000} auc_time={leads.AucByTime:0.0000} brier={leads.Brier:0.0000}");
    if (sales is not null) parts.Add($"cycle_s={sales.CycleSeconds:0.00} question_ms={sales.QuestionMs:0}");
    Console.WriteLine($"score: {string.Join(' ', parts.Select(p => p.ToString(CultureInfo.InvariantCulture)))}");
}
