using Tollgate.Endpoints;
using Tollgate.Tests.Bicep;
using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Monitoring;

/// <summary>What asks from outside whether the gateway is there asks for a route that exists and needs no key.</summary>
public sealed class ProbeTests
{
    [Fact]
    public void FrontDoor_Probe_AsksAnOpenRoute()
    {
        var group = Template.Deployment.Files["modules/front-door-route.bicep"].Find<ResourceDeclaration>("regions")!;
        var path = group.SelfAndDescendants().OfType<Property>().Single(property => property.Key.Text == "probePath");

        AssertIsOpen(((StringExpression)path.Value).Text!);
    }

    [Fact]
    public void AvailabilityTest_Request_AsksAnOpenRoute()
    {
        var probe = Template.Deployment.Files["modules/alerts.bicep"].Find<ResourceDeclaration>("probe")!;
        var url = probe.SelfAndDescendants().OfType<Property>().Single(property => property.Key.Text == "RequestUrl");

        AssertIsOpen(((StringExpression)url.Value).Parts[^1]);
    }

    private static void AssertIsOpen(string path) =>
        Assert.Equal(AccessLevel.Open, RouteTable.All.Single(route => route.Matches(path)).Access);
}
