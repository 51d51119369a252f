using Microsoft.Azure.Functions.Worker;

namespace Tollgate.Tests.Signatures;

/// <summary>
/// What compiles against the stand-ins must compile against the real packages: every type and member that is declared
/// under the packages' names has to be theirs.
/// </summary>
public sealed class SignatureTests
{
    /// <summary>In the real packages too, but not in the listing.</summary>
    private static readonly string[] Unlisted =
    [
        "Microsoft.Azure.Functions.Worker.Extensions.Abstractions.BindingAttribute",
        "Microsoft.Azure.Functions.Worker.Extensions.Abstractions.InputBindingAttribute",
        "Microsoft.Azure.Functions.Worker.Extensions.Abstractions.TriggerBindingAttribute",
        "Microsoft.Azure.Functions.Worker.OpenTelemetry.ConfigureFunctionsOpenTelemetry",
        "Microsoft.DurableTask.AsyncPageable`1",
        "Microsoft.DurableTask.Entities.ITaskEntity",
        "Microsoft.DurableTask.Entities.TaskEntityState",
        "Microsoft.DurableTask.Page`1",
        "Microsoft.Extensions.DependencyInjection.OpenTelemetryServicesExtensions",
    ];

    [SignatureFact]
    public void Types_Declared_AreKnown()
    {
        var listing = SignatureListing.Load();
        AssertNone(StandIns().Select(type => type.FullName!).Except([.. listing.TypeNames, .. Unlisted]));
    }

    [SignatureFact]
    public void Types_Listed_HaveTheRealKindAndBase()
    {
        var listing = SignatureListing.Load();
        AssertNone(ListedStandIns(listing).Select(SignatureFormat.Header).Except(listing.TypeNames.Select(listing.Header)));
    }

    [SignatureFact]
    public void Members_Declared_AreTheRealOnes()
    {
        var listing = SignatureListing.Load();
        var unknown = from type in ListedStandIns(listing)
                      from member in SignatureFormat.Members(type)
                      where !listing.HasMember(type.FullName!, SignatureFormat.Normalise(member))
                      select $"{type.FullName}: {member}";
        AssertNone(unknown);
    }

    [SignatureFact]
    public void Listing_Read_CoversMostStandIns() =>
        Assert.InRange(ListedStandIns(SignatureListing.Load()).Count(), 20, int.MaxValue);

    private static void AssertNone(IEnumerable<string> unknown) => Assert.True(!unknown.Any(), string.Join('\n', unknown));

    private static IEnumerable<Type> ListedStandIns(SignatureListing listing) => StandIns().Where(type => listing.Contains(type.FullName!));

    private static IEnumerable<Type> StandIns() => typeof(FunctionAttribute).Assembly.GetExportedTypes()
        .Where(type => type.Namespace!.StartsWith("Microsoft.", StringComparison.Ordinal));
}
