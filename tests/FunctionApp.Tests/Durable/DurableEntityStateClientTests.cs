using Microsoft.Extensions.DependencyInjection;
using Tollgate.FunctionApp.Durable;
using Tollgate.FunctionsRuntime;
using Tollgate.State;

namespace Tollgate.Tests.Durable;

public sealed class DurableEntityStateClientTests
{
    private static readonly EntityKey Key = EntityKey.Create(NoteState.Kind, "tenant/a", "2026-01-01");

    [Fact]
    public async Task Signal_FromTheAppsEntryPoint_ReachesTheReducerOfAnyInstance()
    {
        await using var fleet = Create();
        var client = await StartAsync(fleet);
        await StartAsync(fleet);
        await client.SignalAsync(Key, CreateOperation("1"), default);
        await fleet.Store.QuiesceAsync();
        var state = await client.ReadAsync<NoteState>(Key, default);
        Assert.Equal(["note.add 1 {\"text\":\"x\"}"], state!.Notes);
        Assert.Empty(fleet.Store.Errors);
    }

    [Fact]
    public async Task Signal_DeliveredTwice_ChangesNothingTheSecondTime()
    {
        await using var fleet = Create();
        var client = await StartAsync(fleet);
        fleet.Store.Faults.Duplicate = 1;
        await client.SignalAsync(Key, CreateOperation("1"), default);
        await fleet.Store.QuiesceAsync();
        Assert.Single((await client.ReadAsync<NoteState>(Key, default))!.Notes);
        Assert.Equal(2, fleet.Store.Counters.Operations);
    }

    [Fact]
    public async Task Signal_WithNotBefore_IsScheduled()
    {
        await using var fleet = Create();
        var client = await StartAsync(fleet);
        await client.SignalAsync(Key, CreateOperation("1") with { NotBefore = DateTimeOffset.MaxValue }, default);
        await fleet.Store.QuiesceAsync();
        Assert.Equal(1, fleet.Store.PendingSignals);
    }

    [Fact]
    public async Task Read_NoStateYet_IsNull()
    {
        await using var fleet = Create();
        Assert.Null(await (await StartAsync(fleet)).ReadAsync<NoteState>(Key, default));
    }

    [Fact]
    public async Task Client_BeforeTheFirstInvocation_IsMissing()
    {
        await using var fleet = Create();
        var instance = await fleet.StartInstanceAsync();
        var client = instance.Services.GetRequiredService<IEntityClient>();
        Assert.False(instance.Services.GetRequiredService<DurableClientAccessor>().HasClient);
        await Assert.ThrowsAsync<DurableClientMissingException>(() => client.SignalAsync(Key, CreateOperation("1"), default));
        await Assert.ThrowsAsync<DurableClientMissingException>(async () => await client.ReadAsync<NoteState>(Key, default));
    }

    private static Envelope CreateOperation(string id) =>
        Envelope.Create("note.add", id, new Dictionary<string, string> { ["text"] = "x" });

    /// <summary>Starts an instance, invokes it once, and returns its state client as background work would use it.</summary>
    private static async Task<IEntityClient> StartAsync(FunctionsFleet fleet)
    {
        var instance = await fleet.StartInstanceAsync();
        var response = await instance.CreateClient().GetAsync("/FirstInvocation");
        response.EnsureSuccessStatusCode();
        return instance.Services.GetRequiredService<IEntityClient>();
    }

    /// <summary>The real app, its own entry point and host.json included, and this test's entity.</summary>
    private static FunctionsFleet Create()
    {
        var app = FunctionsApp.FromAssembly(typeof(DurableClientAccessor).Assembly);
        return FunctionsFleet.Create(app with { FunctionTypes = [.. app.FunctionTypes, typeof(NoteEntity), typeof(FirstInvocation)] });
    }
}
