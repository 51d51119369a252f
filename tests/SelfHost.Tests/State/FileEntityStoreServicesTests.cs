using Microsoft.Extensions.DependencyInjection;
using Tollgate.SelfHost.State;
using Tollgate.State;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.State;

public sealed class FileEntityStoreServicesTests
{
    [Fact]
    public async Task AddFileEntityStore_ContainerDisposed_ClosesTheStoreInOrder()
    {
        using var directory = new TemporaryDirectory();
        for (var start = 1; start <= 2; start++)
        {
            await using var services = new ServiceCollection()
                .AddLogging()
                .AddFileEntityStore(new FileEntityStoreOptions { Directory = directory.Path }, entities => entities.Add<TallyState>())
                .BuildServiceProvider();

            await services.GetRequiredService<IEntityClient>().AddAsync($"{start}");

            Assert.Equal(start, (await services.GetRequiredService<FileEntityStore>().ReadTallyAsync())!.Total);
        }
    }
}
