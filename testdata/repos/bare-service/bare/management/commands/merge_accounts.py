from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Gives everything that one account has to another"
