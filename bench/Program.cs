using Jarvis.Bench.Turn;

if (args is ["turn"])
{
    await TurnBench.RunAsync();
    return 0;
}
await Console.Error.WriteLineAsync("dotnet run -c Release --project bench -- turn");
return 2;
