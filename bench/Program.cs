using Jarvis.Bench.Cost;
using Jarvis.Bench.Dates;
using Jarvis.Bench.HeldOut;
using Jarvis.Bench.Intents;
using Jarvis.Bench.Leads;
using Jarvis.Bench.Routing;
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
        LeadsBench.Run(folder);
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
            dotnet run -c Release --project bench -- routing --data FOLDER
            """);
        return 2;
}
