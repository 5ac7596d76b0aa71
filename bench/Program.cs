using Jarvis.Bench.Intents;
using Jarvis.Bench.Turn;

switch (args)
{
    case ["turn"]:
        await TurnBench.RunAsync();
        return 0;
    case ["intents", "--data", var folder]:
        IntentsBench.Run(folder);
        return 0;
    default:
        await Console.Error.WriteLineAsync("dotnet run -c Release --project bench -- turn | intents --data FOLDER");
        return 2;
}
