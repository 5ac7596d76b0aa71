using Jarvis.Bench.Dates;
using Jarvis.Bench.Turn;

switch (args)
{
    case ["turn"]:
        await TurnBench.RunAsync();
        return 0;
    case ["dates", "--data", var folder, .. var more]:
        return DatesBench.Run(folder, verbose: more.Contains("--wrong"));
    default:
        await Console.Error.WriteLineAsync("dotnet run -c Release --project bench -- turn | dates --data FOLDER [--wrong]");
        return 2;
}
