using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.SelfHost.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests;

/// <summary>
/// What this assembly does when it is started as a program: writes to a store without end and prints the id of each
/// operation once it is acknowledged, until the test that started it kills it.
/// </summary>
internal static class WriterProgram
{
    public const int Workers = 8;

    public static async Task<int> Main(string[] args)
    {
#pragma warning disable RS0030 // Standard output is how this process talks to the test that started it.
        var output = Console.Out;
        var errors = Console.Error;
#pragma warning restore RS0030
        try
        {
            var options = new FileEntityStoreOptions { Directory = args[0], SnapshotThreshold = 64 * 1024 };
            await using var store = FileEntityStore.Open(
                options, new EntityCatalogue().Add<TallyState>(), TimeProvider.System, NullLogger<FileEntityStore>.Instance);
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => WriteAsync(store, worker, output)));
            return 0;
        }
        catch (StateDirectoryInUseException error)
        {
            await errors.WriteLineAsync(error.Message);
            return 1;
        }
    }

    private static async Task WriteAsync(FileEntityStore store, int worker, TextWriter output)
    {
        for (var i = 0; ; i++)
        {
            await store.AddAsync($"{worker}:{i}", entity: $"{worker}");
            lock (output)
            {
                output.WriteLine($"{worker}:{i}");
                output.Flush();
            }
        }
    }
}
