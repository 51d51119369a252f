namespace Tollgate.Tests.Gateways;

/// <summary>A test that needs a gateway of its own.</summary>
public abstract class FreshGateway : IAsyncLifetime
{
    private protected GatewayUnderTest Gateway { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Gateway = Create();
        await Gateway.InitializeAsync();
    }

    public Task DisposeAsync() => Gateway.DisposeAsync();

    private protected abstract GatewayUnderTest Create();
}
