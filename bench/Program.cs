using Jarvis.Bench.Routing;
using Jarvis.Bench.Turn;

switch (args)
{
    case ["turn"]:
        await TurnBench.RunAsync();
        return 0;
    case ["routing", "--data", var folder]:
        RoutingBench.Run(folder);
        return 0;
    default:
        await Console.Error.WriteLineAsync("""
            dotnet run -c Release --project bench -- turn
            dotnet run -c Release --project bench -- routing --data FOLDER
            """);
        return 2;
}
