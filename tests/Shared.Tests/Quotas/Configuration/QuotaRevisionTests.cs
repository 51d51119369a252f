using Tollgate.Configuration;
using Tollgate.Quotas;
using Tollgate.Quotas.Configuration;
using Tollgate.Testing;
using Tollgate.Tests.Configuration;

namespace Tollgate.Tests.Quotas.Configuration;

public sealed class QuotaRevisionTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tollgate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Of_DeclaredRevision_GoesBeforeTime() =>
        Assert.True(QuotaRevision.Of(2, asOf: null) > QuotaRevision.Of(1, DateTimeOffset.MaxValue));

    [Fact]
    public void Of_SameDeclaredRevision_IsOrderedByTime()
    {
        Assert.True(QuotaRevision.Of(7, Noon.AddSeconds(1)) > QuotaRevision.Of(7, Noon));
        Assert.True(QuotaRevision.Of(declared: null, Noon) > QuotaRevision.Of(declared: null, asOf: null));
    }

    [Fact]
    public void Of_Extremes_StayPositive()
    {
        Assert.Equal(0, QuotaRevision.Of(declared: null, DateTimeOffset.MinValue));
        Assert.True(QuotaRevision.Of(int.MaxValue, DateTimeOffset.MaxValue) > QuotaRevision.Of(int.MaxValue, Noon));
    }

    [Fact]
    public void Load_SameFileOnTwoInstances_GivesTheSameRevision()
    {
        var path = WriteFile("{}", Noon);

        Assert.Equal(Load(path).Revision, Load(path).Revision);
        Assert.Equal(QuotaRevision.Of(declared: null, Noon), Load(path).Revision);
    }

    [Theory]
    [InlineData(1000, 5)]
    [InlineData(5, 1000)]
    public void Load_EditedLimit_SupersedesTheOneBeforeIt(int before, int after)
    {
        var path = WriteFile(Budget(before), Noon);
        var old = Load(path);
        File.WriteAllText(path, Budget(after));
        File.SetLastWriteTimeUtc(path, Noon.UtcDateTime.AddMinutes(1));

        var edited = Load(path);

        Assert.True(edited.Supersedes(old));
        Assert.False(old.Supersedes(edited));
    }

    [Fact]
    public void Load_OlderFileUnderARaisedRevision_SupersedesTheNewerOne()
    {
        var path = WriteFile(Budget(1000), Noon);
        var newer = Load(path);
        var restored = WriteFile("""{ "revision": 1, "budget": { "defaultMonthlyLimit": 2000 } }""", Noon.AddDays(-1), "restored.json");

        Assert.True(Load(restored).Supersedes(newer));
    }

    [Fact]
    public void Load_LinkedFile_HasTheTimeOfItsTarget()
    {
        var target = WriteFile("{}", Noon);
        var link = Path.Combine(_folder.FullName, "link.json");
        File.CreateSymbolicLink(link, target);

        Assert.Equal(QuotaRevision.Of(declared: null, Noon), Load(link).Revision);
    }

    [Fact]
    public void Load_HomeThatIsAlone_CountsByWhenItReads()
    {
        var path = WriteFile(Budget(1000), Noon.AddYears(1));
        var clock = new ManualTimeProvider(Noon);

        var first = Load(path, clock);
        clock.Advance(TimeSpan.FromSeconds(2));
        var second = Load(path, clock);

        Assert.Equal(QuotaRevision.Of(declared: null, Noon), first.Revision);
        Assert.True(second.Revision > first.Revision);
    }

    [Fact]
    public void Load_SettingChangedBeneathTheSameFile_SupersedesTheOneBefore()
    {
        var path = WriteFile(Budget(1000), Noon);

        var before = Load(path, settings: Noon.AddHours(1));
        var after = Load(path, settings: Noon.AddHours(2));

        Assert.True(after.Revision > before.Revision);
        Assert.Equal(QuotaRevision.Of(declared: null, Noon), Load(path, settings: Noon.AddHours(-1)).Revision);
    }

    private static QuotaDefinition Load(string path, TimeProvider? clock = null, DateTimeOffset? settings = null)
    {
        var inputs = TestInputs.Create(text: null) with { FilePath = path, LoadClock = clock, EnvironmentAsOf = settings };
        return GatewayConfigurationLoader.Load(inputs).GetOrThrow().Quotas.OfTenant("any")[0];
    }

    private static string Budget(int limit) => $$"""{ "budget": { "defaultMonthlyLimit": {{limit}} } }""";

    private string WriteFile(string text, DateTimeOffset lastWritten, string name = "gateway.json")
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, lastWritten.UtcDateTime);
        return path;
    }
}
