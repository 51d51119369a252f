using Azure.Identity;

namespace Tollgate.Tests.Secrets;

/// <summary>Over HTTP, against the vault's wire.</summary>
public sealed class SecretCacheTests : IAsyncLifetime
{
    private const string Openai = "keyvault://openai";

    private readonly List<VaultClient> _clients = [];
    private VaultServer _vault = null!;

    public async Task InitializeAsync() => _vault = await VaultServer.StartAsync();

    public async Task DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _vault.DisposeAsync();
    }

    [Fact]
    public void Find_VaultChallenges_SignsInOnceAndReads()
    {
        _vault.Secrets["openai"] = "sk-1";
        _vault.Secrets["groq"] = "gsk-1";
        var client = CreateClient();

        Assert.Equal(("sk-1", "gsk-1"), (client.Find(Openai).Value, client.Find("keyvault://groq").Value));
        Assert.Equal(1, _vault.Challenges);
    }

    [Fact]
    public void Find_SecondTime_DoesNotAskAgain()
    {
        _vault.Secrets["openai"] = "sk-1";
        var client = CreateClient();

        client.Find(Openai);

        Assert.Equal("sk-1", client.Find("keyvault://OpenAI").Value);
        Assert.Single(_vault.Asked);
    }

    [Fact]
    public void Find_Version_ReadsThatOne()
    {
        _vault.Secrets["openai"] = "sk-2";
        _vault.Secrets["openai/abc123"] = "sk-1";

        Assert.Equal("sk-1", CreateClient().Find("keyvault://openai/abc123").Value);
    }

    [Fact]
    public async Task Find_ManyAtOnce_AsksOnce()
    {
        _vault.Secrets["openai"] = "sk-1";
        var client = CreateClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OnItsOwnThread(() => client.Find(Openai).Value)));

        Assert.All(answers, value => Assert.Equal("sk-1", value));
        Assert.Single(_vault.Asked);
    }

    [Theory]
    [InlineData(404, "does not exist in the vault {0}", false)]
    [InlineData(403, "may not be read from the vault {0} (status 403)", false)]
    [InlineData(429, "cannot be read from the vault {0}: status 429", true)]
    [InlineData(500, "cannot be read from the vault {0}: status 500", true)]
    public void Find_VaultRefuses_SaysWhyAndNothingOfTheValue(int status, string problem, bool isOutage)
    {
        _vault.Secrets["openai"] = "sk-1";
        _vault.Failure = status;

        var answer = CreateClient().Find(Openai);

        Assert.Null(answer.Value);
        Assert.StartsWith(problem.Replace("{0}", _vault.Host, StringComparison.Ordinal), answer.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1", answer.Problem, StringComparison.Ordinal);
        Assert.Equal(isOutage, answer.IsOutage);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public void Find_TransientFailure_IsRetried(int status)
    {
        _vault.Secrets["openai"] = "sk-1";
        _vault.Failures.Enqueue(status);

        Assert.Equal("sk-1", CreateClient(retries: 2).Find(Openai).Value);
    }

    [Fact]
    public async Task Find_VaultHangs_GivesUpAtTheDeadline()
    {
        _vault.Failure = 0;
        var client = CreateClient();
        var answer = OnItsOwnThread(() => client.Find(Openai));

        await _vault.Hanging.Task;
        client.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal($"cannot be read from the vault {_vault.Host}: no answer within 15 s", (await answer).Problem);
    }

    [Fact]
    public void Find_NotSignedIn_TellsWhatTheIdentitySaid()
    {
        var client = CreateClient();
        client.Token.Failure = new CredentialUnavailableException("No identity is assigned.\nDetails follow.");

        Assert.Equal($"cannot be read from the vault {_vault.Host}: signing in failed: No identity is assigned.", client.Find(Openai).Problem);
    }

    [Fact]
    public void Find_VaultHasJustFailed_OtherSecretsAreNotAskedForUntilThePauseIsOver()
    {
        _vault.Secrets["groq"] = "gsk-1";
        _vault.Failures.Enqueue(500);
        var client = CreateClient();
        client.Find(Openai);

        Assert.True(client.Find("keyvault://groq").IsOutage);
        Assert.Equal(["openai"], _vault.Asked);

        client.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("gsk-1", client.Find("keyvault://groq").Value);
    }

    [Fact]
    public void Refresh_Rotated_HasTheNewValueAndANewRevision()
    {
        _vault.Secrets["openai"] = "sk-1";
        var client = CreateClient();
        client.Find(Openai);
        client.Refresh(Openai);
        Assert.Equal(0, client.Cache.Revision);

        _vault.Secrets["openai"] = "sk-2";
        client.Refresh(Openai);

        Assert.Equal(("sk-2", 1L), (client.Find(Openai).Value, client.Cache.Revision));
        Assert.Equal(["keyvault://openai has a new value"], client.Lines);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(500)]
    public void Refresh_VaultFails_LastKnownValueServesAndTheOutageIsToldOnceAtItsEnds(int status)
    {
        _vault.Secrets["openai"] = "sk-1";
        var client = CreateClient();
        client.Find(Openai);

        _vault.Failure = status;
        client.Refresh(Openai);
        client.Refresh(Openai);

        Assert.Equal(("sk-1", 0L), (client.Find(Openai).Value, client.Cache.Revision));
        Assert.StartsWith("keyvault://openai ", client.Cache.Problem, StringComparison.Ordinal);

        _vault.Failure = null;
        client.Time.Advance(TimeSpan.FromSeconds(30));
        client.Refresh(Openai);
        client.Refresh(Openai);

        Assert.Null(client.Cache.Problem);
        Assert.Equal(2, client.Lines.Count);
        Assert.StartsWith("Secrets are not refreshed: keyvault://openai ", client.Lines[0], StringComparison.Ordinal);
        Assert.Equal("Secrets are refreshed again", client.Lines[1]);
        Assert.DoesNotContain(client.Lines, line => line.Contains("sk-1", StringComparison.Ordinal));
    }

    [Fact]
    public void Refresh_Version_IsNotAskedForAgain()
    {
        _vault.Secrets["openai/abc123"] = "sk-1";
        var client = CreateClient();
        client.Find("keyvault://openai/abc123");

        client.Refresh("keyvault://openai/abc123");

        Assert.Single(_vault.Asked);
    }

    [Fact]
    public void Refresh_NoLongerUsed_IsForgotten()
    {
        _vault.Secrets["openai"] = "sk-1";
        var client = CreateClient();
        client.Find(Openai);

        client.Refresh();
        _vault.Secrets["openai"] = "sk-2";

        Assert.Equal("sk-2", client.Find(Openai).Value);
    }

    /// <summary>Looking up blocks: the pool's threads are the server's.</summary>
    private static Task<T> OnItsOwnThread<T>(Func<T> look) =>
        Task.Factory.StartNew(look, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private VaultClient CreateClient(int retries = 0)
    {
        var client = new VaultClient(_vault, retries);
        _clients.Add(client);
        return client;
    }
}
