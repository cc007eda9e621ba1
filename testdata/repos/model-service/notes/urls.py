"""The addresses of the notes service."""

from django.http import JsonResponse
from django.urls import path


def heartbeat(_request):
    """Says that the service runs."""
    return JsonResponse({"running": True})


urlpatterns = [path("heartbeat", heartbeat)]
